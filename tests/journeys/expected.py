"""What each role gets at each address. A change here is a change of who may see what."""

ROLES = ["visitor", "focal point", "drafter", "another State's", "contributor", "moderator", "administrator"]

TABLE = """
account_change_password                GET  302 200 200 200 200 200 200
account_change_password                POST 302 200 200 200 200 200 200
account_inactive                       GET  200 200 200 200 200 200 200
account_inactive                       POST 405 405 405 405 405 405 405
account_login                          GET  200 302 302 302 302 302 302
account_login                          POST 200 302 302 302 302 302 302
account_logout                         GET  302 200 200 200 200 200 200
account_logout                         POST 302 302 302 302 302 302 302
account_reauthenticate                 GET  302 200 200 200 200 200 200
account_reauthenticate                 POST 302 200 200 200 200 200 200
account_reset_password                 GET  200 200 200 200 200 200 200
account_reset_password                 POST 200 200 200 200 200 200 200
account_reset_password_done            GET  200 200 200 200 200 200 200
account_reset_password_done            POST 405 405 405 405 405 405 405
account_reset_password_from_key        GET  200 200 200 200 200 200 200
account_reset_password_from_key        POST 200 200 200 200 200 200 200
account_reset_password_from_key_done   GET  200 200 200 200 200 200 200
account_reset_password_from_key_done   POST 405 405 405 405 405 405 405
choose_language                        GET  302 302 302 302 302 302 302
choose_language                        POST 302 302 302 302 302 302 302
dashboard:home                         GET  200 200 200 200 200 200 200
dashboard:home                         POST 405 405 405 405 405 405 405
data:home                              GET  200 200 200 200 200 200 200
data:home                              POST 405 405 405 405 405 405 405
desk:home                              GET  302 200 200 200 200 200 200
desk:home                              POST 302 405 405 405 405 405 405
desk_pledges:amend                     GET  302 405 405 405 405 405 405
desk_pledges:amend                     POST 302 302 302 404 404 404 404
desk_pledges:detail                    GET  302 200 200 404 404 404 404
desk_pledges:detail                    POST 302 405 405 405 405 405 405
desk_pledges:edit                      GET  302 200 200 404 404 404 404
desk_pledges:edit                      POST 302 200 200 404 404 404 404
desk_pledges:new                       GET  302 200 200 200 200 403 403
desk_pledges:new                       POST 302 200 200 200 200 403 403
desk_pledges:preview                   GET  302 200 200 404 404 404 404
desk_pledges:preview                   POST 302 405 405 405 405 405 405
desk_pledges:request_withdrawal        GET  302 200 200 404 404 404 404
desk_pledges:request_withdrawal        POST 302 200 200 404 404 404 404
desk_pledges:review                    GET  302 200 200 404 404 404 404
desk_pledges:review                    POST 302 405 405 405 405 405 405
desk_pledges:submit                    GET  302 405 405 405 405 405 405
desk_pledges:submit                    POST 302 302 403 404 404 404 404
desk_pledges:submitted                 GET  302 200 200 404 404 404 404
desk_pledges:submitted                 POST 302 405 405 405 405 405 405
desk_pledges:withdraw                  GET  302 200 200 404 404 404 404
desk_pledges:withdraw                  POST 302 302 403 404 404 404 404
desk_progress:detail                   GET  302 200 200 404 404 404 404
desk_progress:detail                   POST 302 405 405 405 405 405 405
desk_progress:edit                     GET  302 200 200 404 404 404 404
desk_progress:edit                     POST 302 200 200 404 404 404 404
desk_progress:new                      GET  302 200 200 404 404 404 404
desk_progress:new                      POST 302 200 200 404 404 404 404
desk_progress:submit                   GET  302 405 405 405 405 405 405
desk_progress:submit                   POST 302 302 403 404 404 404 404
desk_progress:withdraw                 GET  302 200 200 404 404 404 404
desk_progress:withdraw                 POST 302 302 403 404 404 404 404
forums:detail                          GET  200 200 200 200 200 200 200
forums:detail                          POST 405 405 405 405 405 405 405
forums:list                            GET  200 200 200 200 200 200 200
forums:list                            POST 405 405 405 405 405 405 405
forums:round_table                     GET  200 200 200 200 200 200 200
forums:round_table                     POST 405 405 405 405 405 405 405
healthz                                GET  200 200 200 200 200 200 200
healthz                                POST 200 200 200 200 200 200 200
invitations:accept                     GET  200 200 200 200 200 200 200
invitations:accept                     POST 200 200 200 200 200 200 200
invitations:list                       GET  302 403 403 403 403 403 200
invitations:list                       POST 405 405 405 405 405 405 405
invitations:new                        GET  302 403 403 403 403 403 200
invitations:new                        POST 302 403 403 403 403 403 200
invitations:revoke                     GET  405 405 405 405 405 405 405
invitations:revoke                     POST 302 403 403 403 403 403 302
invitations:send_again                 GET  405 405 405 405 405 405 405
invitations:send_again                 POST 302 403 403 403 403 403 200
mfa_activate_totp                      GET  302 302 302 302 302 302 302
mfa_activate_totp                      POST 302 302 302 302 302 302 302
mfa_authenticate                       GET  302 302 302 302 302 302 302
mfa_authenticate                       POST 302 302 302 302 302 302 302
mfa_deactivate_totp                    GET  302 302 404 302 302 302 302
mfa_deactivate_totp                    POST 302 302 404 302 302 302 302
mfa_download_recovery_codes            GET  302 404 404 404 404 404 404
mfa_download_recovery_codes            POST 302 404 404 404 404 404 404
mfa_generate_recovery_codes            GET  302 302 302 302 302 302 302
mfa_generate_recovery_codes            POST 302 302 302 302 302 302 302
mfa_index                              GET  302 200 200 200 200 200 200
mfa_index                              POST 302 405 405 405 405 405 405
mfa_reauthenticate                     GET  302 200 302 200 200 200 200
mfa_reauthenticate                     POST 302 200 302 200 200 200 200
mfa_view_recovery_codes                GET  302 404 404 404 404 404 404
mfa_view_recovery_codes                POST 302 405 405 405 405 405 405
moderation:attachment                  GET  302 404 404 404 404 404 404
moderation:attachment                  POST 302 404 404 404 404 405 405
moderation:decide                      GET  302 404 404 404 404 405 405
moderation:decide                      POST 302 404 404 404 404 409 409
moderation:queue                       GET  302 404 404 404 404 200 200
moderation:queue                       POST 302 404 404 404 404 405 405
moderation:record                      GET  302 404 404 404 404 200 200
moderation:record                      POST 302 404 404 404 404 405 405
objectives:detail                      GET  200 200 200 200 200 200 200
objectives:detail                      POST 405 405 405 405 405 405 405
objectives:list                        GET  200 200 200 200 200 200 200
objectives:list                        POST 405 405 405 405 405 405 405
organisations:detail                   GET  200 200 200 200 200 200 200
organisations:detail                   POST 405 405 405 405 405 405 405
organisations:list                     GET  200 200 200 200 200 200 200
organisations:list                     POST 405 405 405 405 405 405 405
people:close                           GET  405 405 405 405 405 405 405
people:close                           POST 302 403 403 403 403 403 302
people:end_delegation                  GET  302 403 403 403 403 403 200
people:end_delegation                  POST 302 403 403 403 403 403 200
people:list                            GET  302 403 403 403 403 403 200
people:list                            POST 405 405 405 405 405 405 405
people:person                          GET  302 403 403 403 403 403 200
people:person                          POST 405 405 405 405 405 405 405
people:reopen                          GET  405 405 405 405 405 405 405
people:reopen                          POST 302 403 403 403 403 403 302
people:reset_second_factor             GET  405 405 405 405 405 405 405
people:reset_second_factor             POST 302 403 403 403 403 403 302
pledges:detail                         GET  200 200 200 200 200 200 200
pledges:detail                         POST 405 405 405 405 405 405 405
pledges:list                           GET  200 200 200 200 200 200 200
pledges:list                           POST 405 405 405 405 405 405 405
pledges:versions                       GET  200 200 200 200 200 200 200
pledges:versions                       POST 405 405 405 405 405 405 405
readyz                                 GET  503 503 503 503 503 503 503
readyz                                 POST 503 503 503 503 503 503 503
reports:detail                         GET  200 200 200 200 200 200 200
reports:detail                         POST 405 405 405 405 405 405 405
reports:download                       GET  404 404 404 404 404 404 404
reports:download                       POST 405 405 405 405 405 405 405
reports:list                           GET  200 200 200 200 200 200 200
reports:list                           POST 405 405 405 405 405 405 405
reports:request                        GET  302 404 404 404 404 200 200
reports:request                        POST 302 404 404 404 404 200 200
reports:retry                          GET  302 404 404 404 404 405 405
reports:retry                          POST 302 404 404 404 404 302 302
states:detail                          GET  200 200 200 200 200 200 200
states:detail                          POST 405 405 405 405 405 405 405
states:list                            GET  200 200 200 200 200 200 200
states:list                            POST 405 405 405 405 405 405 405
tools:detail                           GET  200 200 200 200 200 200 200
tools:detail                           POST 405 405 405 405 405 405 405
tools:list                             GET  200 200 200 200 200 200 200
tools:list                             POST 405 405 405 405 405 405 405
ui:styleguide                          GET  200 200 200 200 200 200 200
ui:styleguide                          POST 405 405 405 405 405 405 405
"""


def expected():
    """The table: address name to method to the status each role gets, in the order of ROLES."""
    found = {}
    for line in TABLE.strip().splitlines():
        name, method, *answers = line.split()
        found.setdefault(name, {})[method] = [int(answer) for answer in answers]
    return found


EXPECTED = expected()
