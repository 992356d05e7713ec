/* Runs before everything else, in words that a browser of 2010 understands: below the floor (Chromium 100) it names a
   browser to use, instead of a blank page. A separate file, because the content policy forbids inline scripts. */
;(function () {
  if (typeof AbortSignal !== 'undefined' && 'throwIfAborted' in AbortSignal.prototype) return
  document.documentElement.setAttribute('data-below-floor', 'yes')
  document.addEventListener('readystatechange', function () {
    if (document.readyState === 'loading') return
    var root = document.getElementById('root')
    if (!root || root.getAttribute('data-told')) return
    root.setAttribute('data-told', 'yes')
    root.innerHTML =
      '<div style="max-width:640px;margin:80px auto;padding:0 24px;font:18px/1.8 sans-serif">' +
      '<h1 style="font-size:24px">请换用较新的浏览器</h1>' +
      '<p>当前浏览器版本过低，无法打开禾社。您的数据没有受到影响。</p>' +
      '<p>请使用以下任一浏览器打开本网址：</p>' +
      '<ul><li>Microsoft Edge 100 及以上</li><li>谷歌浏览器（Chrome）100 及以上</li>' +
      '<li>360 安全浏览器 14 及以上（极速模式）</li><li>奇安信可信浏览器、统信浏览器的新版本</li></ul>' +
      '<p>政务内网不能自行安装软件的，请联系本单位网络管理人员。</p></div>'
  })
})()
