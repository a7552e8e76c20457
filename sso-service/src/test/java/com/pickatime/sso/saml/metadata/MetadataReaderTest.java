package com.pickatime.sso.saml.metadata;

import static com.pickatime.sso.saml.metadata.PublishedMetadata.CLASSLINK;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.KEYCLOAK;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.NEXT;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.ONELOGIN;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.SIGNING;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.bytes;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.element;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.sso.saml.messages.SamlSchemas;
import com.pickatime.sso.saml.messages.Samples;
import com.pickatime.sso.saml.messages.ServiceProvider;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {

    private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    private static final String GROUP = "<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">";
    private static final String END = "</EntitiesDescriptor>";

    @Test
    void readsTheKindThatClassLinkGivesOut() throws Exception {
        var idp = read(CLASSLINK);

        assertThat(idp)
                .isEqualTo(new IdentityProvider(
                        "https://idp.classlink.example/elm",
                        List.of(SIGNING.certificate()),
                        URI.create("https://idp.classlink.example/sso/elm?app=1&t=2"),
                        null,
                        null,
                        false,
                        null,
                        List.of()));
    }

    @Test
    void readsTheKindThatKeycloakGivesOut() throws Exception {
        var idp = read(KEYCLOAK);

        assertThat(idp)
                .isEqualTo(new IdentityProvider(
                        "https://idp.example/realms/school",
                        List.of(SIGNING.certificate(), NEXT.certificate()),
                        URI.create("https://idp.example/sso"),
                        URI.create("https://idp.example/slo"),
                        URI.create("https://idp.example/slo-answer"),
                        true,
                        null,
                        List.of()));
    }

    @Test
    void readsTheKindThatOneLoginGivesOut() throws Exception {
        var idp = read(ONELOGIN);

        assertThat(idp)
                .isEqualTo(new IdentityProvider(
                        "https://app.example/saml/metadata/1",
                        List.of(SIGNING.certificate()),
                        URI.create("https://app.example/sso"),
                        URI.create("https://app.example/slo"),
                        null,
                        false,
                        Instant.parse("2026-12-24T00:00:00Z"),
                        List.of()));
    }

    @Test
    void readsSamplesThatFollowTheSchema() throws Exception {
        SamlSchemas.checkMetadata(bytes(CLASSLINK));
        SamlSchemas.checkMetadata(bytes(ONELOGIN));
        SamlSchemas.checkMetadata(bytes(KEYCLOAK.replaceAll("(?s)<ds:Signature>.*</ds:Signature>", "")));
    }

    @Test
    void readsUtf16AndByteOrderMarks() throws Exception {
        var utf16 = CLASSLINK.replace("UTF-8", "UTF-16");

        assertThat(reader().read(utf16.getBytes(UTF_16))).isEqualTo(read(CLASSLINK));
        assertThat(reader().read(("\ufeff" + utf16).getBytes(UTF_16LE))).isEqualTo(read(CLASSLINK));
        assertThat(read("\ufeff" + CLASSLINK)).isEqualTo(read(CLASSLINK));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n\t ", "\ufeff\n"})
    void readsOverBlanksBeforeTheDeclaration(String blanks) throws Exception {
        assertThat(CLASSLINK).startsWith("<?xml");
        assertThat(read(blanks + CLASSLINK)).isEqualTo(read(CLASSLINK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00a0", "<!-- --> ", "\n<?xml version='1.0'?>"})
    void readsOverNothingElseBeforeTheDeclaration(String before) {
        assertThat(refused(before + CLASSLINK).fault()).isEqualTo(MetadataFault.NOT_XML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://idp.example/slo", "/slo", "javascript:alert(1)//", "https://a@evil.example/slo"})
    void leavesOutALogoutAddressThatCannotBeUsed(String address) throws Exception {
        var idp = read(KEYCLOAK.replace("https://idp.example/slo\"", address + "\""));

        assertThat(idp.singleLogoutUrl()).isNull();
        assertThat(idp.singleLogoutResponseUrl()).isNull();
        assertThat(idp.singleSignOnUrl()).isEqualTo(URI.create("https://idp.example/sso"));
        assertThat(idp.ignored()).containsExactly(MetadataFault.BAD_LOGOUT_ADDRESS);
    }

    @Test
    void findsTheOnlyIdentityProviderOfAGroup() throws Exception {
        var grouped = GROUP + element(ownMetadata()) + GROUP + element(CLASSLINK) + END + END;

        assertThat(read(grouped)).isEqualTo(read(CLASSLINK));
    }

    @Test
    void countsIdentityProvidersWhereThereAreSeveral() {
        var three = GROUP + element(CLASSLINK) + element(KEYCLOAK) + GROUP + element(ONELOGIN) + END + END;

        assertThat(refused(three))
                .returns(MetadataFault.SEVERAL_IDENTITY_PROVIDERS, UnusableMetadataException::fault)
                .hasMessageContaining("describes 3 identity providers");
    }

    @Test
    void doesNotChooseBetweenTwoRolesOfOneEntity() {
        var role = KEYCLOAK.substring(KEYCLOAK.indexOf("<md:IDP"), KEYCLOAK.indexOf("</md:Entity"));

        assertThat(refused(KEYCLOAK.replace(role, role + role)).fault())
                .isEqualTo(MetadataFault.SEVERAL_IDENTITY_PROVIDERS);
    }

    @Test
    void saysThatAServiceProvidersMetadataIsTheWrongOne() {
        assertThat(refused(ownMetadata()).fault()).isEqualTo(MetadataFault.NO_IDENTITY_PROVIDER);
        assertThat(refused(GROUP + END).fault()).isEqualTo(MetadataFault.NO_IDENTITY_PROVIDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Sign in<br></body></html>",
                "\n<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><HTML>",
                "<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
                "<html lang=en><p>broken"
            })
    void saysThatAWebPageIsNoMetadata(String page) {
        assertThat(refused(page).fault()).isEqualTo(MetadataFault.WEB_PAGE);
        assertThat(catchThrowableOfType(
                                UnusableMetadataException.class,
                                () -> reader().read(("<?xml version='1.0' encoding='UTF-16'?>" + page.strip())
                                        .getBytes(UTF_16)))
                        .fault())
                .isEqualTo(MetadataFault.WEB_PAGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                                          | NOT_XML
            {"error": "not found"}                                                      | NOT_XML
            <EntityDescriptor                                                           | NOT_XML
            <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>          | NOT_XML
            <a/>                                                                        | NOT_METADATA
            <EntityDescriptor/>                                                         | NOT_METADATA
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:1.0:metadata"/>            | NOT_METADATA
            <IDPSSODescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>            | NOT_METADATA
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>            | NO_IDENTITY_PROVIDER
            """)
    void saysWhatIsWrongWithOtherFiles(String content, MetadataFault fault) {
        assertThat(refused(content).fault()).isEqualTo(fault);
    }

    @Test
    void readsNothingTooLargeOrTooDeep() {
        var depth = 10_000;

        assertThat(refused(" ".repeat(2 * 1024 * 1024)).fault()).isEqualTo(MetadataFault.TOO_LARGE);
        assertThat(refused(CLASSLINK + " ".repeat(MetadataReader.MOST_BYTES)).fault())
                .isEqualTo(MetadataFault.TOO_LARGE);
        assertThat(refused(GROUP.repeat(depth) + element(CLASSLINK) + END.repeat(depth))
                        .fault())
                .isEqualTo(MetadataFault.NOT_XML);
    }

    @Test
    void readsAsMuchAsItMay() throws Exception {
        var padding = MetadataReader.MOST_BYTES - bytes(CLASSLINK).length;

        assertThat(read(CLASSLINK + " ".repeat(padding))).isEqualTo(read(CLASSLINK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            urn:oasis:names:tc:SAML:2.0:protocol         | urn:oasis:names:tc:SAML:1.1:protocol  | NO_IDENTITY_PROVIDER
            protocolSupportEnumeration=                  | protocols=                            | NO_IDENTITY_PROVIDER
            entityID="https://idp.classlink.example/elm" | ``                                    | BAD_ENTITY_ID
            https://idp.classlink.example/elm            | ` `                                   | BAD_ENTITY_ID
            https://idp.classlink.example/elm            | a&#10;b                               | BAD_ENTITY_ID
            use="signing"                                | use="encryption"                      | NO_SIGNING_CERTIFICATE
            use="signing"                                | use="both"                            | NO_SIGNING_CERTIFICATE
            X509Certificate                              | X509SKI                               | NO_SIGNING_CERTIFICATE
            <X509Certificate>M                           | <X509Certificate>*                    | UNREADABLE_CERTIFICATE
            <X509Certificate>                            | <X509Certificate>AAAA                 | UNREADABLE_CERTIFICATE
            <X509Certificate>                            | <X509Certificate><!-- -->             | UNREADABLE_CERTIFICATE
            https://idp.classlink.example/sso            | http://idp.classlink.example/sso      | BAD_ADDRESS
            https://idp.classlink.example/sso            | http://127.0.0.1/sso                  | BAD_ADDRESS
            https://idp.classlink.example/sso            | /sso                                  | BAD_ADDRESS
            https://idp.classlink.example/sso            | javascript:alert(1)//                 | BAD_ADDRESS
            https://idp.classlink.example/sso            | https:///sso                          | BAD_ADDRESS
            https://idp.classlink.example/sso            | https://idp.example@evil.example/sso  | BAD_ADDRESS
            https://idp.classlink.example/sso            | https://evil.example/#                | BAD_ADDRESS
            https://idp.classlink.example/sso            | https://a b                           | BAD_ADDRESS
            Location="https                              | Address="https                        | BAD_ADDRESS
            <EntityDescriptor                            | <EntityDescriptor validUntil="soon"   | BAD_TIME
            <EntityDescriptor                            | <EntityDescriptor validUntil="2026-11-24T15:00:00.123Z"        | EXPIRED
            <IDPSSODescriptor                            | <IDPSSODescriptor validUntil="2026-11-23T15:00:00Z"            | EXPIRED
            """)
    void saysWhatIsWrongWithAnIdentityProvider(String right, String wrong, MetadataFault fault) {
        assertThat(CLASSLINK).contains(right);
        assertThat(refused(CLASSLINK.replace(right, wrong)))
                .returns(fault, UnusableMetadataException::fault)
                .hasMessage(fault.explanation());
    }

    @Test
    void takesAnEntityIdOf1024Characters() throws Exception {
        var longest = "https://idp.example/" + "a".repeat(1024 - "https://idp.example/".length());

        assertThat(read(CLASSLINK.replace("https://idp.classlink.example/elm", " " + longest))
                        .entityId())
                .isEqualTo(longest);
        assertThat(refused(CLASSLINK.replace("https://idp.classlink.example/elm", longest + "a"))
                        .fault())
                .isEqualTo(MetadataFault.BAD_ENTITY_ID);
    }

    @Test
    void endsWithWhateverEndsFirst() throws Exception {
        var grouped = GROUP.replace(">", " validUntil='2026-12-01T00:00:00Z'>") + element(ONELOGIN) + END;

        assertThat(read(grouped).validUntil()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(refused(grouped.replace("2026-12-01", "2026-11-01")).fault()).isEqualTo(MetadataFault.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "' true ', true", "false, false", "0, false", "TRUE, false", "'', false"})
    void readsWhetherRequestsMustBeSigned(String written, boolean wanted) throws Exception {
        var idp = read(CLASSLINK.replace("Signed=\"false\"", "Signed=\"" + written + "\""));

        assertThat(idp.wantsSignedRequests()).isEqualTo(wanted);
    }

    @Test
    void doesWithoutAddressesForRedirects() throws Exception {
        var idp = read(CLASSLINK.replace("HTTP-Redirect", "HTTP-POST"));

        assertThat(idp.singleSignOnUrl()).isNull();
        assertThat(idp.singleLogoutUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8110/sso",
                "http://127.0.0.1/sso",
                "http://127.8.9.10:1/sso",
                "http://[::1]:80/sso"
            })
    void takesHttpOnThisMachineWhereItIsAllowed(String address) throws Exception {
        var metadata = CLASSLINK.replace("https://idp.classlink.example/sso/elm?app=1&amp;t=2", address);

        assertThat(new MetadataReader(CLOCK, true).read(bytes(metadata)).singleSignOnUrl())
                .isEqualTo(URI.create(address));
        assertThat(refused(metadata).fault()).isEqualTo(MetadataFault.BAD_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example/sso",
                "http://127.0.0.1.evil.example/sso",
                "http://localhost.evil.example/sso",
                "http://127.evil/sso",
                "http://0.0.0.0/sso",
                "ftp://localhost/sso"
            })
    void takesHttpNowhereElse(String address) {
        var metadata = CLASSLINK.replace("https://idp.classlink.example/sso/elm?app=1&amp;t=2", address);
        var refused = catchThrowableOfType(
                UnusableMetadataException.class, () -> new MetadataReader(CLOCK, true).read(bytes(metadata)));

        assertThat(refused.fault()).isEqualTo(MetadataFault.BAD_ADDRESS);
    }

    private static String ownMetadata() {
        return new String(
                new ServiceProviderMetadata(
                                new ServiceProvider("https://sso.example", Samples.DESTINATION, Samples.DESTINATION),
                                List.of(TestCredentials.rsa("ours")),
                                true,
                                false,
                                List.of())
                        .unsigned(),
                UTF_8);
    }

    private static IdentityProvider read(String metadata) throws UnusableMetadataException {
        return reader().read(bytes(metadata));
    }

    private static UnusableMetadataException refused(String metadata) {
        return catchThrowableOfType(UnusableMetadataException.class, () -> read(metadata));
    }

    private static MetadataReader reader() {
        return new MetadataReader(CLOCK);
    }
}
