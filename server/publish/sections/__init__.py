"""What fills a section of the publication, one module for each value of `shows` in a format."""
