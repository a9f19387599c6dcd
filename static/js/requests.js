/* What htmx sends and what it says when an answer fails; the words of the page are never lost by it. */
(function () {
  "use strict";

  const LOGIN = "/login/";
  const SENTENCES = {
    400: "服务器没有看懂这次提交。文字仍在本页，请刷新页面后再试；刷新前请先复制要紧的文字。",
    403: "您没有权限做这一步，或者页面放得太久。文字仍在本页，请再试一次；仍不行请联系管理员。",
    404: "没有找到要操作的内容，可能已被移走，或者您无权查看。文字仍在本页。",
    413: "内容太大，服务器没有接收。文字仍在本页，请分成几段后再保存。",
    429: "操作太频繁，请稍等一分钟再试。文字仍在本页。",
    503: "系统正在维护，请过几分钟再试。文字仍在本页，请不要关闭。",
  };
  const FAULT = "服务器出了差错，没有保存。文字仍在本页，请稍后再保存；仍不行请联系管理员。";
  const OFFLINE = "没有连上服务器，文字仍在本页，请检查网络后再保存。";
  const EXPIRED = "登录已过期。文字仍在本页，请在新窗口登录后再点保存。";

  function cookie(name) {
    const pair = document.cookie.split("; ").find((each) => each.startsWith(name + "="));
    return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
  }

  /** Show one sentence at the foot of the page until it is closed or the next request succeeds. */
  function showTrouble(sentence, link) {
    hideTrouble();
    const bar = document.createElement("div");
    bar.className = "notice notice--danger trouble";
    bar.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.className = "trouble__text";
    text.textContent = sentence;
    bar.append(text);
    if (link) bar.append(link);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-quiet btn-sm";
    close.textContent = "关闭";
    close.addEventListener("click", hideTrouble);
    bar.append(close);
    document.body.append(bar);
  }

  function hideTrouble() {
    document.querySelectorAll(".trouble").forEach((bar) => bar.remove());
  }

  function showExpired() {
    const link = document.createElement("a");
    link.className = "btn btn-primary btn-sm";
    link.href = LOGIN + "?next=" + LOGIN + "done/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "去登录";
    showTrouble(EXPIRED, link);
  }

  // The cookie of this moment, not the token of the page: a new login in another window heals an old page.
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb === "get") return;
    delete event.detail.parameters.csrfmiddlewaretoken;
    event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
  });

  /** A redirect to the sign-in page is an expired session as well; its page must not land in this one. */
  function isSignInPage(xhr) {
    return Boolean(xhr.responseURL) && new URL(xhr.responseURL).pathname === LOGIN && location.pathname !== LOGIN;
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!isSignInPage(event.detail.xhr)) return;
    event.detail.shouldSwap = false;
    showExpired();
  });

  /** The reason that a page of refusal gives, or nothing. */
  function reasonIn(xhr) {
    const place = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("[data-reason]");
    return place ? place.textContent.trim() : "";
  }

  document.addEventListener("htmx:responseError", function (event) {
    const xhr = event.detail.xhr;
    if (xhr.status === 401) showExpired();
    else showTrouble((xhr.status === 403 && reasonIn(xhr)) || SENTENCES[xhr.status] || FAULT);
  });

  document.addEventListener("htmx:sendError", () => showTrouble(OFFLINE));
  document.addEventListener("htmx:timeout", () => showTrouble(OFFLINE));
  // What a page asks for by itself (data-background) says nothing about the save that failed meanwhile.
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.elt.matches("[data-background]")) return;
    const status = event.detail.xhr.status;
    if ((status < 400 || status === 409 || status === 422) && !isSignInPage(event.detail.xhr)) hideTrouble();
  });

  window.fazhi = { isSignInPage: isSignInPage, showTrouble: showTrouble };
})();
