/* Below Chromium 78 the pages do not work: they say so in words that any browser understands, instead of nothing. */
;(function () {
  if (typeof Promise !== 'undefined' && 'allSettled' in Promise && 'fromEntries' in Object) return
  document.documentElement.setAttribute('data-below-floor', 'yes')
  document.addEventListener('readystatechange', function () {
    if (document.readyState === 'loading') return
    var root = document.getElementById('root')
    if (!root || root.getAttribute('data-told')) return
    root.setAttribute('data-told', 'yes')
    root.innerHTML =
      '<div style="padding:24px;font:20px/1.8 sans-serif"><h1 style="font-size:24px">请换一个浏览器</h1>' +
      '<p>手机里的浏览器太旧，打不开。您的数据没有受到影响。</p>' +
      '<p>请用微信扫明白纸上的二维码，或装一个新的浏览器再打开；也可以到合作社、村委会请人帮忙查看。</p></div>'
  })
})()
