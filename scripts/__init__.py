"""What stands around the project: setting up, finding a browser, running the checks. Standard library only."""
