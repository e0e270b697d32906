"""What each role gets where it asks, answers, corroborates and keeps reasons ready: in the order of `ROLES`."""

CORRESPONDENCE = """
moderation:ask                         GET  302 404 404 404 404 405 405
moderation:ask                         POST 302 404 404 404 404 400 400
moderation:corroborate                 GET  302 404 404 404 404 405 405
moderation:corroborate                 POST 302 404 404 404 404 409 409
questions:list                         GET  302 200 200 200 200 200 200
questions:list                         POST 302 405 405 405 405 405 405
questions:thread                       GET  302 200 200 404 404 404 404
questions:thread                       POST 302 200 200 404 404 404 404
reasons:edit                           GET  302 404 404 404 404 404 200
reasons:edit                           POST 302 404 404 404 404 404 200
reasons:list                           GET  302 404 404 404 404 404 200
reasons:list                           POST 302 404 404 404 404 404 405
reasons:new                            GET  302 404 404 404 404 404 200
reasons:new                            POST 302 404 404 404 404 404 200
reasons:restore                        GET  302 404 404 404 404 404 405
reasons:restore                        POST 302 404 404 404 404 404 302
reasons:retire                         GET  302 404 404 404 404 404 405
reasons:retire                         POST 302 404 404 404 404 404 302
"""
