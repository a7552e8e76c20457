package com.pickatime.sso.signin.trial;

import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.saml.NameId;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.signin.response.ConsumedResponse;
import com.pickatime.sso.signin.response.MappedAttributes;
import com.pickatime.sso.signin.response.SignInRefusal;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trial, for the administrator who made it: their own data, shown once and never logged.
 *
 * @param refusal why the response does not hold; null if it does, and then {@code content} says what it holds
 */
record TrialReport(
        @Nullable SignInRefusal refusal, @Nullable Content content) {

    /**
     * What the response says, and what follows from it.
     *
     * @param certificates of the metadata, which sign responses
     */
    record Content(
            NameId nameId,
            Map<String, List<String>> attributes,
            MappedAttributes picked,
            Outcome outcome,
            boolean sha1Used,
            List<Certificate> certificates) {}

    /**
     * Who would be signed in.
     *
     * @param verdict of the contact service by name, WrongTenant if it was not asked
     * @param contact null unless one matches
     * @param matchedBy null unless one matches
     */
    record Outcome(String verdict, @Nullable SignInContact contact, SignInMatch.@Nullable MatchedBy matchedBy) {

        static Outcome of(@Nullable SignInMatch match) {
            if (match == null) {
                return new Outcome("WrongTenant", null, null);
            }
            return match instanceof SignInMatch.Matched matched
                    ? new Outcome("Matched", matched.contact(), matched.by())
                    : new Outcome(match.getClass().getSimpleName(), null, null);
        }
    }

    /** A certificate of the identity provider by its days, both inclusive. */
    record Certificate(String subject, Instant notBefore, Instant notAfter) {

        static Certificate of(X509Certificate certificate) {
            return new Certificate(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    static TrialReport refused(SignInRefusal reason) {
        return new TrialReport(reason, null);
    }

    static TrialReport of(ConsumedResponse consumed) {
        var response = consumed.response();
        return new TrialReport(
                null,
                new Content(
                        response.nameId(),
                        response.attributes(),
                        consumed.mapped(),
                        Outcome.of(consumed.match()),
                        response.sha1Used(),
                        certificates(consumed.identityProvider())));
    }

    private static List<Certificate> certificates(IdentityProvider identityProvider) {
        return identityProvider.signingCertificates().stream()
                .map(Certificate::of)
                .toList();
    }

    /** Tells nothing: it is all personal data. */
    @Override
    public String toString() {
        return "TrialReport";
    }
}
