package com.pickatime.sso.saml.response.corpus;

import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.ValidationParameters;
import com.pickatime.sso.saml.response.idp.CorpusKey;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One response and what has to come of it.
 *
 * @param refusal null when it has to be accepted
 * @param read what has to be read when it is accepted
 * @param twin the same content signed with RSA-SHA256, for a second opinion that knows nothing else; null when not needed
 */
public record Case(
        String name,
        byte[] xml,
        ValidationParameters expected,
        @Nullable ResponseRefusal refusal,
        Read read,
        @Nullable Case twin) {

    /** What is read of a person. */
    public record Read(String name, Map<String, List<String>> attributes) {}

    public static final Read ADA =
            new Read("ada", Map.of("OR:userSourcedId", List.of("source-1"), "Role", List.of("teacher", "parent")));

    /** The attributes that a business maps in the corpus. */
    private static final Set<String> READ = Set.of("OR:userSourcedId", "Email", "Role");

    static Case accept(String name, DraftResponse draft) {
        return new Case(name, draft.bytes(), solicited(CorpusKey.IDP), null, ADA, null);
    }

    static Case refuse(String name, ResponseRefusal refusal, DraftResponse draft) {
        return refuse(name, refusal, draft.bytes());
    }

    static Case refuse(String name, ResponseRefusal refusal, byte[] xml) {
        return new Case(name, xml, solicited(CorpusKey.IDP), refusal, ADA, null);
    }

    Case by(CorpusKey... metadata) {
        return expecting(solicited(metadata));
    }

    Case expecting(ValidationParameters other) {
        return new Case(name, xml, other, refusal, read, twin);
    }

    Case reading(String nameId, Map<String, List<String>> attributes) {
        return new Case(name, xml, expected, refusal, new Read(nameId, attributes), twin);
    }

    Case agreeingWith(Case other) {
        return new Case(name, xml, expected, refusal, read, other);
    }

    static ValidationParameters solicited(CorpusKey... metadata) {
        return new ValidationParameters(
                idp(metadata), DraftResponse.SP, DraftResponse.ACS, DraftResponse.REQUEST, ours(), READ, false, false);
    }

    static ValidationParameters allowingSha1() {
        return new ValidationParameters(
                idp(CorpusKey.IDP),
                DraftResponse.SP,
                DraftResponse.ACS,
                DraftResponse.REQUEST,
                ours(),
                READ,
                true,
                false);
    }

    static ValidationParameters allowingAesCbc() {
        return new ValidationParameters(
                idp(CorpusKey.IDP),
                DraftResponse.SP,
                DraftResponse.ACS,
                DraftResponse.REQUEST,
                ours(),
                READ,
                false,
                true);
    }

    static ValidationParameters unsolicited() {
        return new ValidationParameters(
                idp(CorpusKey.IDP), DraftResponse.SP, DraftResponse.ACS, null, ours(), READ, false, false);
    }

    static ValidationParameters decryptingWith(CorpusKey... keys) {
        var privates = Stream.of(keys).map(key -> key.pair().getPrivate()).toList();
        return new ValidationParameters(
                idp(CorpusKey.IDP),
                DraftResponse.SP,
                DraftResponse.ACS,
                DraftResponse.REQUEST,
                privates,
                READ,
                false,
                false);
    }

    static ValidationParameters tenant(String entityId, String assertionConsumerUrl) {
        return new ValidationParameters(
                idp(CorpusKey.IDP), entityId, assertionConsumerUrl, DraftResponse.REQUEST, ours(), READ, false, false);
    }

    private static List<PrivateKey> ours() {
        return List.of(CorpusKey.SP.pair().getPrivate());
    }

    private static IdentityProvider idp(CorpusKey... metadata) {
        var certificates = Stream.of(metadata).map(CorpusKey::certificate).toList();
        return new IdentityProvider(DraftResponse.IDP, certificates, null, null, null, false, null, List.of());
    }

    @Override
    public String toString() {
        return name;
    }
}
