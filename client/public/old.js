// Says so where a browser is too old for the page, which would stay empty: in words of 2009, so that it reads them.
(function () {
  if (Array.prototype.at) return;
  document.getElementById("old").hidden = false;
})();
