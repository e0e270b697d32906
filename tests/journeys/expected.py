"""What each role gets at each address. A change here changes who sees what."""

from tests.journeys.expected_administration import ADMINISTRATION
from tests.journeys.expected_api import API
from tests.journeys.expected_correspondence import CORRESPONDENCE
from tests.journeys.expected_desk import DESK
from tests.journeys.expected_following import FOLLOWING
from tests.journeys.expected_matching import MATCHING
from tests.journeys.expected_oversight import OVERSIGHT
from tests.journeys.expected_peer_review import PEER_REVIEW

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
calls:detail                           GET  200 200 200 200 200 200 200
calls:detail                           POST 405 405 405 405 405 405 405
calls:list                             GET  200 200 200 200 200 200 200
calls:list                             POST 405 405 405 405 405 405 405
charts:file                            GET  200 200 200 200 200 200 200
charts:file                            POST 405 405 405 405 405 405 405
choose_language                        GET  302 302 302 302 302 302 302
choose_language                        POST 302 302 302 302 302 302 302
dashboard:glossary                     GET  200 200 200 200 200 200 200
dashboard:glossary                     POST 405 405 405 405 405 405 405
dashboard:home                         GET  200 200 200 200 200 200 200
dashboard:home                         POST 405 405 405 405 405 405 405
dashboard:map                          GET  200 200 200 200 200 200 200
dashboard:map                          POST 405 405 405 405 405 405 405
dashboard:method                       GET  200 200 200 200 200 200 200
dashboard:method                       POST 405 405 405 405 405 405 405
data:dataset                           GET  200 200 200 200 200 200 200
data:dataset                           POST 405 405 405 405 405 405 405
data:file                              GET  404 404 404 404 404 404 404
data:file                              POST 405 405 405 405 405 405 405
data:home                              GET  200 200 200 200 200 200 200
data:home                              POST 405 405 405 405 405 405 405
data:table                             GET  200 200 200 200 200 200 200
data:table                             POST 405 405 405 405 405 405 405
delegations:detail                     GET  302 200 404 404 404 404 404
delegations:detail                     POST 405 405 405 405 405 405 405
delegations:end_drafter                GET  302 200 404 404 404 404 404
delegations:end_drafter                POST 302 200 404 404 404 404 404
delegations:home                       GET  302 302 302 302 302 200 200
delegations:home                       POST 405 405 405 405 405 405 405
delegations:invite                     GET  302 200 404 404 404 404 404
delegations:invite                     POST 302 200 404 404 404 404 404
delegations:letter                     GET  302 200 404 404 404 404 200
delegations:letter                     POST 405 405 405 405 405 405 405
delegations:nominate                   GET  302 200 404 404 404 404 404
delegations:nominate                   POST 302 200 404 404 404 404 404
delegations:revoke                     GET  405 405 405 405 405 405 405
delegations:revoke                     POST 302 302 404 404 404 404 404
delegations:send_again                 GET  405 405 405 405 405 405 405
delegations:send_again                 POST 302 302 404 404 404 404 404
delegations:take_back                  GET  405 405 405 405 405 405 405
delegations:take_back                  POST 302 302 404 404 404 404 404
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
moderation:batch                       GET  302 404 404 404 404 404 200
moderation:batch                       POST 302 404 404 404 404 405 405
moderation:bulk                        GET  302 404 404 404 404 400 400
moderation:bulk                        POST 302 404 404 404 404 400 400
moderation:claim                       GET  302 404 404 404 404 405 405
moderation:claim                       POST 302 404 404 404 404 302 302
moderation:decide                      GET  302 404 404 404 404 405 405
moderation:decide                      POST 302 404 404 404 404 409 409
moderation:file                        GET  302 404 404 404 404 200 200
moderation:file                        POST 302 404 404 404 404 405 405
moderation:overdue                     GET  302 404 404 404 404 200 200
moderation:overdue                     POST 302 404 404 404 404 405 405
moderation:queue                       GET  302 404 404 404 404 200 200
moderation:queue                       POST 302 404 404 404 404 405 405
moderation:record                      GET  302 404 404 404 404 200 200
moderation:record                      POST 302 404 404 404 404 405 405
moderation:release                     GET  302 404 404 404 404 405 405
moderation:release                     POST 302 404 404 404 404 302 302
moderation:shortcuts                   GET  302 404 404 404 404 405 405
moderation:shortcuts                   POST 302 404 404 404 404 302 302
moderation:take_over                   GET  302 404 404 404 404 405 405
moderation:take_over                   POST 302 404 404 404 404 302 302
needs:detail                           GET  200 200 200 200 200 200 200
needs:detail                           POST 405 405 405 405 405 405 405
needs:file                             GET  200 200 200 200 200 200 200
needs:file                             POST 405 405 405 405 405 405 405
needs:list                             GET  200 200 200 200 200 200 200
needs:list                             POST 405 405 405 405 405 405 405
needs:versions                         GET  200 200 200 200 200 200 200
needs:versions                         POST 405 405 405 405 405 405 405
notices:choose                         GET  302 200 200 200 200 200 200
notices:choose                         POST 302 200 200 200 200 200 200
notices:stop                           GET  200 200 200 200 200 200 200
notices:stop                           POST 200 200 200 200 200 200 200
objectives:compare                     GET  200 200 200 200 200 200 200
objectives:compare                     POST 405 405 405 405 405 405 405
objectives:detail                      GET  200 200 200 200 200 200 200
objectives:detail                      POST 405 405 405 405 405 405 405
objectives:list                        GET  200 200 200 200 200 200 200
objectives:list                        POST 405 405 405 405 405 405 405
organisations:detail                   GET  200 200 200 200 200 200 200
organisations:detail                   POST 405 405 405 405 405 405 405
organisations:list                     GET  200 200 200 200 200 200 200
organisations:list                     POST 405 405 405 405 405 405 405
people:change_address                  GET  405 405 405 405 405 405 405
people:change_address                  POST 302 403 403 403 403 403 200
people:clear_address                   GET  405 405 405 405 405 405 405
people:clear_address                   POST 302 403 403 403 403 403 302
people:close                           GET  405 405 405 405 405 405 405
people:close                           POST 302 403 403 403 403 403 302
people:confirm                         GET  405 405 405 405 405 405 405
people:confirm                         POST 302 403 403 403 403 403 200
people:end_delegation                  GET  302 403 403 403 403 403 200
people:end_delegation                  POST 302 403 403 403 403 403 200
people:erase_letter                    GET  405 405 405 405 405 405 405
people:erase_letter                    POST 302 403 403 403 403 403 302
people:list                            GET  302 403 403 403 403 403 200
people:list                            POST 405 405 405 405 405 405 405
people:nomination                      GET  302 403 403 403 403 403 200
people:nomination                      POST 405 405 405 405 405 405 405
people:nominations                     GET  302 403 403 403 403 403 200
people:nominations                     POST 405 405 405 405 405 405 405
people:person                          GET  302 403 403 403 403 403 200
people:person                          POST 405 405 405 405 405 405 405
people:refuse                          GET  405 405 405 405 405 405 405
people:refuse                          POST 302 403 403 403 403 403 200
people:reopen                          GET  405 405 405 405 405 405 405
people:reopen                          POST 302 403 403 403 403 403 302
people:reset_second_factor             GET  405 405 405 405 405 405 405
people:reset_second_factor             POST 302 403 403 403 403 403 302
people:vacancies                       GET  302 403 403 403 403 200 200
people:vacancies                       POST 405 405 405 405 405 405 405
plans:detail                           GET  200 200 200 200 200 200 200
plans:detail                           POST 405 405 405 405 405 405 405
plans:file                             GET  200 200 200 200 200 200 200
plans:file                             POST 405 405 405 405 405 405 405
plans:list                             GET  200 200 200 200 200 200 200
plans:list                             POST 405 405 405 405 405 405 405
plans:measure                          GET  200 200 200 200 200 200 200
plans:measure                          POST 405 405 405 405 405 405 405
plans:update_file                      GET  404 404 404 404 404 404 404
plans:update_file                      POST 405 405 405 405 405 405 405
plans:versions                         GET  200 200 200 200 200 200 200
plans:versions                         POST 405 405 405 405 405 405 405
pledges:detail                         GET  200 200 200 200 200 200 200
pledges:detail                         POST 405 405 405 405 405 405 405
pledges:file                           GET  200 200 200 200 200 200 200
pledges:file                           POST 405 405 405 405 405 405 405
pledges:list                           GET  200 200 200 200 200 200 200
pledges:list                           POST 405 405 405 405 405 405 405
pledges:update_file                    GET  404 404 404 404 404 404 404
pledges:update_file                    POST 405 405 405 405 405 405 405
pledges:versions                       GET  200 200 200 200 200 200 200
pledges:versions                       POST 405 405 405 405 405 405 405
profile:check_address                  GET  405 405 405 405 405 405 405
profile:check_address                  POST 302 302 302 302 302 302 302
profile:confirm_address                GET  302 200 200 200 200 200 200
profile:confirm_address                POST 302 302 302 302 302 302 302
profile:edit                           GET  302 200 200 200 200 200 200
profile:edit                           POST 302 200 200 200 200 200 200
readyz                                 GET  503 503 503 503 503 503 503
readyz                                 POST 503 503 503 503 503 503 503
reports:detail                         GET  200 200 200 200 200 200 200
reports:detail                         POST 405 405 405 405 405 405 405
reports:download                       GET  404 404 404 404 404 404 404
reports:download                       POST 405 405 405 405 405 405 405
reports:list                           GET  200 200 200 200 200 200 200
reports:list                           POST 405 405 405 405 405 405 405
reports:manifest                       GET  404 404 404 404 404 404 404
reports:manifest                       POST 405 405 405 405 405 405 405
reports:preview                        GET  302 404 404 404 404 200 200
reports:preview                        POST 302 404 404 404 404 405 405
reports:preview_file                   GET  302 404 404 404 404 404 404
reports:preview_file                   POST 302 404 404 404 404 405 405
reports:production                     GET  302 404 404 404 404 200 200
reports:production                     POST 302 404 404 404 404 405 405
reports:read                           GET  404 404 404 404 404 404 404
reports:read                           POST 405 405 405 405 405 405 405
reports:release                        GET  302 404 404 404 404 404 405
reports:release                        POST 302 404 404 404 404 404 302
reports:release_set                    GET  302 404 404 404 404 404 405
reports:release_set                    POST 302 404 404 404 404 404 302
reports:request                        GET  302 404 404 404 404 200 200
reports:request                        POST 302 404 404 404 404 200 200
reports:retry                          GET  302 404 404 404 404 405 405
reports:retry                          POST 302 404 404 404 404 302 302
reports:retry_set                      GET  302 404 404 404 404 405 405
reports:retry_set                      POST 302 404 404 404 404 302 302
reports:set                            GET  302 404 404 404 404 200 200
reports:set                            POST 302 404 404 404 404 405 405
reviews:detail                         GET  200 200 200 200 200 200 200
reviews:detail                         POST 405 405 405 405 405 405 405
reviews:file                           GET  200 200 200 200 200 200 200
reviews:file                           POST 405 405 405 405 405 405 405
reviews:list                           GET  200 200 200 200 200 200 200
reviews:list                           POST 405 405 405 405 405 405 405
reviews:versions                       GET  200 200 200 200 200 200 200
reviews:versions                       POST 405 405 405 405 405 405 405
search:find                            GET  200 200 200 200 200 200 200
search:find                            POST 405 405 405 405 405 405 405
states:compare                         GET  200 200 200 200 200 200 200
states:compare                         POST 405 405 405 405 405 405 405
states:detail                          GET  200 200 200 200 200 200 200
states:detail                          POST 405 405 405 405 405 405 405
states:list                            GET  200 200 200 200 200 200 200
states:list                            POST 405 405 405 405 405 405 405
tools:detail                           GET  200 200 200 200 200 200 200
tools:detail                           POST 405 405 405 405 405 405 405
tools:file                             GET  404 404 404 404 404 404 404
tools:file                             POST 405 405 405 405 405 405 405
tools:list                             GET  200 200 200 200 200 200 200
tools:list                             POST 405 405 405 405 405 405 405
tools:versions                         GET  200 200 200 200 200 200 200
tools:versions                         POST 405 405 405 405 405 405 405
ui:styleguide                          GET  200 200 200 200 200 200 200
ui:styleguide                          POST 405 405 405 405 405 405 405
usersessions_list                      GET  302 200 200 200 200 200 200
usersessions_list                      POST 302 302 302 302 302 302 302
"""


TABLES = (TABLE, API, DESK, ADMINISTRATION, OVERSIGHT, CORRESPONDENCE, MATCHING, PEER_REVIEW, FOLLOWING)


def expected():
    """The table: address name to method to the status each role gets, in the order of ROLES."""
    found = {}
    for line in filter(None, "".join(TABLES).splitlines()):
        name, method, *answers = line.split()
        found.setdefault(name, {})[method] = [int(answer) for answer in answers]
    return found


EXPECTED = expected()
