// Says so where a browser is too old for the page, which would stay empty; and loads the page again where the network
// lost the file that it begins with, which no browser asks for by itself. In words of 2009, so that old ones read them.
(function () {
  var COUNT = "recolte:loaded-again";
  if (!Array.prototype.at) {
    document.getElementById("old").hidden = false;
    return;
  }
  function again() {
    if (navigator.onLine) location.reload();
    else addEventListener("online", again);
  }
  function look() {
    try {
      var lost = !document.documentElement.hasAttribute("data-begun");
      var times = lost ? Number(sessionStorage.getItem(COUNT)) + 1 : 0;
      sessionStorage.setItem(COUNT, times);
      if (lost && times < 10) setTimeout(again, times * 2000);
    } catch (refused) {
      // Without storage a page could load for ever: it stays as it is.
    }
  }
  if (document.readyState === "complete") look();
  else addEventListener("load", look);
})();
