"""What each role gets where staff look after published records, personal data and the audit trail."""

OVERSIGHT = """
desk_erasure:detail                    GET  302 200 404 404 404 404 404
desk_erasure:detail                    POST 405 405 405 405 405 405 405
desk_erasure:list                      GET  302 200 200 200 200 200 200
desk_erasure:list                      POST 405 405 405 405 405 405 405
desk_erasure:new                       GET  302 200 200 200 200 200 200
desk_erasure:new                       POST 302 200 200 200 200 200 200
desk_erasure:take_back                 GET  405 405 405 405 405 405 405
desk_erasure:take_back                 POST 302 302 404 404 404 404 404
erasure:carry_out                      GET  302 404 404 404 404 404 405
erasure:carry_out                      POST 302 404 404 404 404 404 409
erasure:detail                         GET  302 404 404 404 404 404 200
erasure:detail                         POST 302 404 404 404 404 404 405
erasure:list                           GET  302 404 404 404 404 404 200
erasure:list                           POST 302 404 404 404 404 404 405
erasure:new                            GET  302 404 404 404 404 404 200
erasure:new                            POST 302 404 404 404 404 404 200
erasure:refuse                         GET  302 404 404 404 404 404 405
erasure:refuse                         POST 302 404 404 404 404 404 400
moderation:audit                       GET  302 404 404 404 404 404 200
moderation:audit                       POST 302 404 404 404 404 404 405
moderation:audit_look_up               GET  302 404 404 404 404 404 405
moderation:audit_look_up               POST 302 404 404 404 404 404 302
moderation:audit_person                GET  302 404 404 404 404 404 200
moderation:audit_person                POST 302 404 404 404 404 404 405
moderation:audit_record                GET  302 404 404 404 404 404 200
moderation:audit_record                POST 302 404 404 404 404 404 405
moderation:published                   GET  302 404 404 404 404 200 200
moderation:published                   POST 302 404 404 404 404 405 405
"""
