"""What each role gets at each address of peer review, in the order of `tests.journeys.expected.ROLES`.

None of these people is a reviewer: what one sees is in `tests/journeys/test_only_what_is_assigned.py`.
"""

PEER_REVIEW = """
desk_peer_review:comments              GET  302 200 200 404 404 404 404
desk_peer_review:comments              POST 302 405 405 405 405 405 405
peer_reviews:call_off                  GET  302 404 404 404 404 405 405
peer_reviews:call_off                  POST 302 404 404 404 404 302 302
peer_reviews:invite                    GET  302 404 404 404 404 405 405
peer_reviews:invite                    POST 302 404 404 404 404 409 409
peer_reviews:list                      GET  302 404 404 404 404 200 200
peer_reviews:list                      POST 302 404 404 404 404 405 405
peer_reviews:open                      GET  302 404 404 404 404 405 405
peer_reviews:open                      POST 302 404 404 404 404 302 302
peer_reviews:release                   GET  302 404 404 404 404 405 405
peer_reviews:release                   POST 302 404 404 404 404 302 302
peer_reviews:review                    GET  302 404 404 404 404 200 200
peer_reviews:review                    POST 302 404 404 404 404 405 405
reviewing:assess                       GET  302 404 404 404 404 404 404
reviewing:assess                       POST 302 404 404 404 404 404 404
reviewing:assignment                   GET  302 404 404 404 404 404 404
reviewing:assignment                   POST 302 404 404 404 404 404 404
reviewing:declare                      GET  302 404 404 404 404 404 404
reviewing:declare                      POST 302 404 404 404 404 404 404
reviewing:decline                      GET  302 404 404 404 404 404 404
reviewing:decline                      POST 302 404 404 404 404 404 404
reviewing:file                         GET  302 404 404 404 404 404 404
reviewing:file                         POST 302 404 404 404 404 404 404
reviewing:list                         GET  302 404 404 404 404 404 404
reviewing:list                         POST 302 404 404 404 404 404 404
reviewing:pause                        GET  302 404 404 404 404 404 404
reviewing:pause                        POST 302 404 404 404 404 404 404
reviewing:profile                      GET  302 404 404 404 404 404 404
reviewing:profile                      POST 302 404 404 404 404 404 404
reviewing:thanks                       GET  302 404 404 404 404 404 404
reviewing:thanks                       POST 302 404 404 404 404 404 404
reviewing:thanks_pdf                   GET  302 404 404 404 404 404 404
reviewing:thanks_pdf                   POST 302 404 404 404 404 404 404
reviewing:tool                         GET  302 404 404 404 404 404 404
reviewing:tool                         POST 302 404 404 404 404 404 404
roster:edit                            GET  302 404 404 404 404 404 200
roster:edit                            POST 302 404 404 404 404 404 400
roster:list                            GET  302 404 404 404 404 200 200
roster:list                            POST 302 404 404 404 404 405 405
roster:new                             GET  302 404 404 404 404 404 200
roster:new                             POST 302 404 404 404 404 404 400
roster:pause                           GET  302 404 404 404 404 404 405
roster:pause                           POST 302 404 404 404 404 404 302
tools:criteria                         GET  200 200 200 200 200 200 200
tools:criteria                         POST 405 405 405 405 405 405 405
"""
