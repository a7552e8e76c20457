package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.idp.DraftResponse.NOW;
import static com.pickatime.sso.saml.response.idp.DraftResponse.at;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import java.util.List;

/** Too early, too late, and times written oddly; three minutes are forgiven either way. */
final class TimeCases {

    private static final String CONDITIONS_START = "NotBefore=\"" + at(-30) + "\"";
    private static final String CONDITIONS_END = "NotOnOrAfter=\"" + at(240) + "\"";
    private static final String CONFIRMATION_END = "NotOnOrAfter=\"" + at(300) + "\"";
    private static final String ISSUED = "IssueInstant=\"" + NOW + "\"";
    private static final String WITHOUT_Z = NOW.plusSeconds(240).toString().replace("Z", "");

    private TimeCases() {}

    static List<Case> all() {
        return List.of(
                refuse(
                        "expired (conditions+confirmation)",
                        ResponseRefusal.EXPIRED,
                        plain().replace(CONDITIONS_END, end(-600))
                                .replace(CONFIRMATION_END, end(-600))
                                .signAssertion()),
                refuse("expired conditions only", ResponseRefusal.EXPIRED, conditionsEnd(end(-600))),
                refuse(
                        "expired conditions only, encrypted",
                        ResponseRefusal.EXPIRED,
                        plain().replace(CONDITIONS_END, end(-600))
                                .signAssertion()
                                .encrypt()),
                refuse("expired confirmation only", ResponseRefusal.EXPIRED, confirmationEnd(end(-600))),
                refuse(
                        "not yet valid",
                        ResponseRefusal.NOT_YET_VALID,
                        conditionsStart("NotBefore=\"" + at(600) + "\"")),
                accept("conditions end 179 s ago", conditionsEnd(end(-179))),
                refuse("conditions end 180 s ago", ResponseRefusal.EXPIRED, conditionsEnd(end(-180))),
                refuse("conditions end 181 s ago", ResponseRefusal.EXPIRED, conditionsEnd(end(-181))),
                accept("conditions start in 180 s", conditionsStart("NotBefore=\"" + at(180) + "\"")),
                refuse(
                        "conditions start in 181 s",
                        ResponseRefusal.NOT_YET_VALID,
                        conditionsStart("NotBefore=\"" + at(181) + "\"")),
                accept("confirmation ends 179 s ago", confirmationEnd(end(-179))),
                refuse("confirmation ends 180 s ago", ResponseRefusal.EXPIRED, confirmationEnd(end(-180))),
                refuse("confirmation ends 181 s ago", ResponseRefusal.EXPIRED, confirmationEnd(end(-181))),
                refuse("confirmation without an end", ResponseRefusal.NO_BEARER_CONFIRMATION, confirmationEnd("")),
                refuse(
                        "confirmation with a start",
                        ResponseRefusal.NO_BEARER_CONFIRMATION,
                        confirmationEnd(CONFIRMATION_END + " " + CONDITIONS_START)),
                accept(
                        "conditions without times",
                        plain().replace(CONDITIONS_END, "")
                                .replace(CONDITIONS_START, "")
                                .signAssertion()),
                accept("session that ends in an hour", session(at(3600).toString())),
                accept("session that ended 179 s ago", session(at(-179).toString())),
                refuse("session that ended 180 s ago", ResponseRefusal.SESSION_ENDED, session(at(-180).toString())),
                accept(
                        "response issued in 180 s",
                        plain().replaceInEnvelope(ISSUED, issued(180)).signAssertion()),
                refuse(
                        "response issued in 181 s",
                        ResponseRefusal.NOT_YET_VALID,
                        plain().replaceInEnvelope(ISSUED, issued(181)).signAssertion()),
                accept(
                        "assertion issued in 180 s",
                        plain().replaceInAssertion(ISSUED, issued(180)).signAssertion()),
                refuse(
                        "assertion issued in 181 s",
                        ResponseRefusal.NOT_YET_VALID,
                        plain().replaceInAssertion(ISSUED, issued(181)).signAssertion()),
                refuse(
                        "assertion issued in a year",
                        ResponseRefusal.NOT_YET_VALID,
                        plain().replaceInAssertion(ISSUED, issued(365 * 86_400)).signAssertion()),
                refuse(
                        "no IssueInstant",
                        ResponseRefusal.MALFORMED,
                        plain().replaceInAssertion(ISSUED, "").signAssertion()),
                refuse(
                        "time without Z",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"" + WITHOUT_Z + "\"")),
                refuse(
                        "time with an offset",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"" + WITHOUT_Z + "+02:00\"")),
                accept("milliseconds", conditionsEnd("NotOnOrAfter=\"" + WITHOUT_Z + ".123Z\"")),
                accept("seven digits of a second", conditionsEnd("NotOnOrAfter=\"" + WITHOUT_Z + ".1234567Z\"")),
                accept("year 9999", conditionsEnd("NotOnOrAfter=\"9999-12-31T23:59:59Z\"")),
                accept(
                        "year 9999 everywhere",
                        plain().replace(CONDITIONS_END, "NotOnOrAfter=\"9999-12-31T23:59:59Z\"")
                                .replace(CONFIRMATION_END, "NotOnOrAfter=\"9999-12-31T23:59:59Z\"")
                                .signAssertion()),
                refuse(
                        "year 10000",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"10000-01-01T00:00:00Z\"")),
                refuse(
                        "year before ours",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"-2026-01-01T00:00:00Z\"")),
                refuse("year 0000", ResponseRefusal.EXPIRED, conditionsEnd("NotOnOrAfter=\"0000-01-01T00:00:00Z\"")),
                refuse("24:00:00", ResponseRefusal.MALFORMED, conditionsEnd("NotOnOrAfter=\"2126-11-24T24:00:00Z\"")),
                refuse(
                        "February 30",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"2127-02-30T00:00:00Z\"")),
                refuse(
                        "leap second",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"2126-12-31T23:59:60Z\"")),
                refuse("time is garbage", ResponseRefusal.MALFORMED, conditionsEnd("NotOnOrAfter=\"tomorrow\"")),
                refuse("time is empty", ResponseRefusal.MALFORMED, conditionsEnd("NotOnOrAfter=\"\"")),
                refuse(
                        "time in other digits",
                        ResponseRefusal.MALFORMED,
                        conditionsEnd("NotOnOrAfter=\"\u0662\u0661\u0662\u0666-11-24T00:00:00Z\"")),
                refuse("start is garbage", ResponseRefusal.MALFORMED, conditionsStart("NotBefore=\"yesterday\"")));
    }

    private static DraftResponse conditionsStart(String start) {
        return plain().replace(CONDITIONS_START, start).signAssertion();
    }

    private static DraftResponse conditionsEnd(String end) {
        return plain().replace(CONDITIONS_END, end).signAssertion();
    }

    private static DraftResponse confirmationEnd(String end) {
        return plain().replace(CONFIRMATION_END, end).signAssertion();
    }

    private static DraftResponse session(String end) {
        return plain().replace(" SessionIndex", " SessionNotOnOrAfter=\"" + end + "\" SessionIndex")
                .signAssertion();
    }

    private static String end(int seconds) {
        return "NotOnOrAfter=\"" + at(seconds) + "\"";
    }

    private static String issued(int seconds) {
        return "IssueInstant=\"" + at(seconds) + "\"";
    }
}
