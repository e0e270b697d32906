"""What each role gets at the addresses by which others follow, embed and describe what is public."""

FOLLOWING = """
alerts:confirm                         GET  200 200 200 200 200 200 200
alerts:confirm                         POST 200 200 200 200 200 200 200
alerts:follow                          GET  200 200 200 200 200 200 200
alerts:follow                          POST 200 200 200 200 200 200 200
alerts:stop                            GET  200 200 200 200 200 200 200
alerts:stop                            POST 200 200 200 200 200 200 200
embeds:figures                         GET  200 200 200 200 200 200 200
embeds:figures                         POST 405 405 405 405 405 405 405
embeds:objectives                      GET  200 200 200 200 200 200 200
embeds:objectives                      POST 405 405 405 405 405 405 405
embeds:picture                         GET  200 200 200 200 200 200 200
embeds:picture                         POST 405 405 405 405 405 405 405
embeds:states                          GET  200 200 200 200 200 200 200
embeds:states                          POST 405 405 405 405 405 405 405
feeds:feed                             GET  200 200 200 200 200 200 200
feeds:feed                             POST 405 405 405 405 405 405 405
oembed                                 GET  400 400 400 400 400 400 400
oembed                                 POST 405 405 405 405 405 405 405
robots                                 GET  200 200 200 200 200 200 200
robots                                 POST 405 405 405 405 405 405 405
security                               GET  404 404 404 404 404 404 404
security                               POST 405 405 405 405 405 405 405
sitemap                                GET  200 200 200 200 200 200 200
sitemap                                POST 405 405 405 405 405 405 405
sitemap_part                           GET  200 200 200 200 200 200 200
sitemap_part                           POST 405 405 405 405 405 405 405
"""
