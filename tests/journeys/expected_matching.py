"""What each role gets at each address of matches, in the order of `tests.journeys.expected.ROLES`."""

MATCHING = """
desk_matches:consent                   GET  302 200 200 404 404 404 404
desk_matches:consent                   POST 302 400 403 404 404 404 404
desk_matches:decline                   GET  302 200 200 404 404 404 404
desk_matches:decline                   POST 302 302 403 404 404 404 404
desk_matches:detail                    GET  302 200 200 404 404 404 404
desk_matches:detail                    POST 302 405 405 405 405 405 405
desk_matches:erase_contact             GET  302 405 405 405 405 405 405
desk_matches:erase_contact             POST 302 409 409 404 404 404 404
desk_matches:list                      GET  302 200 200 200 200 200 200
desk_matches:list                      POST 302 405 405 405 405 405 405
desk_matches:outcome                   GET  302 200 200 404 404 404 404
desk_matches:outcome                   POST 302 400 403 404 404 404 404
matching:confirm                       GET  302 404 404 404 404 405 405
matching:confirm                       POST 302 404 404 404 404 409 409
matching:detail                        GET  302 404 404 404 404 200 200
matching:detail                        POST 302 404 404 404 404 405 405
matching:drop                          GET  302 404 404 404 404 405 405
matching:drop                          POST 302 404 404 404 404 302 302
matching:erase                         GET  302 404 404 404 404 405 405
matching:erase                         POST 302 404 404 404 404 409 409
matching:matches                       GET  302 404 404 404 404 200 200
matching:matches                       POST 302 404 404 404 404 405 405
matching:need                          GET  302 404 404 404 404 200 200
matching:need                          POST 302 404 404 404 404 405 405
matching:needs                         GET  302 404 404 404 404 200 200
matching:needs                         POST 302 404 404 404 404 405 405
matching:offer                         GET  302 404 404 404 404 200 200
matching:offer                         POST 302 404 404 404 404 405 405
matching:put                           GET  302 404 404 404 404 405 405
matching:put                           POST 302 404 404 404 404 409 409
matching:suggest                       GET  302 404 404 404 404 405 405
matching:suggest                       POST 302 404 404 404 404 404 404
"""
