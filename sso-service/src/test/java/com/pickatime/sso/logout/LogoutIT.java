package com.pickatime.sso.logout;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.keys.SamlKeys;
import com.pickatime.sso.saml.NameId;
import com.pickatime.sso.saml.messages.LogoutRequest;
import com.pickatime.sso.saml.messages.LogoutResponse;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.SamlMessage;
import com.pickatime.sso.saml.messages.ServiceProvider;
import com.pickatime.sso.saml.messages.TestCredentials;
import com.pickatime.sso.saml.redirect.RedirectBinding;
import com.pickatime.sso.saml.redirect.RedirectedMessage;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.signin.testing.Browser.Page;
import com.pickatime.sso.signin.testing.SharedEnvironment;
import com.pickatime.sso.signin.testing.SignInFlow;
import com.pickatime.sso.testing.RunningService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signing out, from either side. */
class LogoutIT {

    private static final NameId NAME = new NameId("name-s1", null, null, null);

    private final SignInFlow flow = SharedEnvironment.flow();

    @Test
    void signsOutHereFirstAndThenAtTheIdentityProvider() throws Exception {
        flow.signIn("s1");

        var page = signOut(flow);

        assertThat(page.status()).isEqualTo(200);
        assertThat(flow.whoAmI()).isEmpty();
        assertThat(flow.browser().cookies()).doesNotContainKey(RunningService.SESSION_COOKIE);
        var address = page.header("Refresh").replaceFirst("^0; url=", "");
        assertThat(address).startsWith(flow.idp().logoutUrl() + "?SAMLRequest=");
        assertThat(SignInFlow.message(address, "SAMLRequest"))
                .contains(":NameID>name-s1<", "SessionIndex", flow.publicBase() + "/metadata");
        var ring = Objects.requireNonNull(
                flow.service().service().bean(SamlKeys.class).ring().block(Duration.ofSeconds(30)));
        RedirectedMessage.decode(URI.create(address).getRawQuery())
                .verify(List.of(ring.signing().certificate()), false);
    }

    @Test
    void takesASignOutFromItsOwnPagesOnly() {
        flow.signIn("s1");

        assertThat(flow.browser().submit("/sign-out", Map.of()).status()).isEqualTo(403);
        assertThat(flow.browser().get("/sign-out").status()).isIn(404, 405);
        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void signsALocalAdministratorOutHere() {
        var cookie = flow.service()
                .service()
                .signIn(new SignedInPerson(
                        new BusinessId(flow.business()),
                        "local:1",
                        "Ada",
                        AccessLevel.ADMINISTRATOR,
                        SignInMethod.PASSWORD,
                        null));
        flow.browser().cookies().put(RunningService.SESSION_COOKIE, cookie);

        var page = signOut(flow);

        assertThat(page.body()).contains("You are signed out");
        assertThat(page.header("Refresh")).isEmpty();
        assertThat(flow.whoAmI()).isEmpty();
    }

    @Test
    void saysSoWhereNobodyWasSignedIn() {
        assertThat(signOut(flow).body()).contains("You are signed out");
    }

    @Test
    void endsTheSessionsThatTheIdentityProviderNames() {
        var second = flow.elsewhere();
        var stranger = flow.elsewhere();
        SharedEnvironment.contacts().knows(flow.business(), "s2", "Homer Simpson", "CUSTOMER");
        flow.signIn("s1");
        second.signIn("s1");
        stranger.signIn("s2");

        var answer = ask(request(null), "a relay state", flow.idp().key());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).startsWith(flow.idp().logoutUrl() + "?SAMLResponse=");
        assertThat(answer.location()).contains("RelayState=a%20relay%20state", "&Signature=");
        assertThat(SignInFlow.message(answer.location(), "SAMLResponse"))
                .contains("status:Success", "InResponseTo=\"_");
        assertThat(flow.whoAmI()).isEmpty();
        assertThat(second.whoAmI()).isEmpty();
        assertThat(stranger.whoAmI()).isEqualTo("contact-s2");
    }

    @Test
    void endsOneSessionWhereTheRequestNamesOne() {
        var second = flow.elsewhere();
        var response = flow.response(flow.login(), "s1").encoded();
        flow.browser().get(flow.post(response).location());
        second.signIn("s1");
        var index = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8)
                .replaceAll("(?s).*SessionIndex=\"([^\"]+)\".*", "$1");

        assertThat(ask(request(index), null, flow.idp().key()).status()).isEqualTo(303);

        assertThat(flow.whoAmI()).isEmpty();
        assertThat(second.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void answersSuccessWhereNoSessionIsLeft() {
        assertThat(ask(request(null), null, flow.idp().key()).location())
                .startsWith(flow.idp().logoutUrl());
    }

    @Test
    void endsNothingForAForger() {
        flow.signIn("s1");

        assertRefused(ask(request(null), null, null));
        assertRefused(ask(request(null), null, TestCredentials.rsa("forger")));
        var genuine = address(request(null), null, flow.idp().key());
        assertRefused(flow.browser().get(genuine + "&RelayState=added"));
        assertRefused(flow.browser().get(genuine.replace("SAMLRequest=", "SAMLRequest=f")));
        assertRefused(flow.browser().get(flow.base() + "/slo"));
        assertRefused(flow.browser().get(flow.base() + "/slo?SAMLRequest=x"));

        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void followsARequestOnce() {
        var request = request(null);
        assertThat(ask(request, null, flow.idp().key()).status()).isEqualTo(303);
        flow.signIn("s1");

        assertRefused(ask(request, null, flow.idp().key()));

        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void followsNoRequestThatIsOldOrMeantForAnotherBusiness() {
        var elm = SharedEnvironment.flow();
        flow.signIn("s1");
        var old = LogoutRequest.create(
                identityProvider(), slo(flow), NAME, null, Instant.now().minusSeconds(3600));
        var elsewhere = LogoutRequest.create(identityProvider(), slo(elm), NAME, null, Instant.now());

        assertRefused(ask(old, null, flow.idp().key()));
        assertRefused(ask(elsewhere, null, flow.idp().key()));

        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void takesTheAnswerAsInformation() {
        flow.signIn("s1");
        var address = signOut(flow).header("Refresh").replaceFirst("^0; url=", "");
        var id = SignInFlow.message(address, "SAMLRequest").replaceAll("(?s).* ID=\"([^\"]+)\".*", "$1");

        var first = answer(id, null);
        var again = answer(id, null);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).contains("You are signed out", "Nobody is signed in to pickAtime here");
        assertThat(again.body()).contains("may still know you");
    }

    @Test
    void doesNotClaimASignOutThatDidNotHappen() {
        flow.signIn("s1");

        var page = answer("_made-up", null);

        assertThat(page.body()).contains("You are still signed in here");
        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void refusesAnAnswerThatIsSignedWrongly() {
        assertRefused(answer("_any", TestCredentials.rsa("forger")));
    }

    private static Page signOut(SignInFlow flow) {
        var form = flow.browser().get("/sign-in/" + flow.business()).hidden();
        return flow.browser().submit("/sign-out", form);
    }

    private Page answer(String inResponseTo, @Nullable SamlCredential signer) {
        return flow.browser()
                .get(address(
                        LogoutResponse.create(identityProvider(), slo(flow), inResponseTo, Instant.now()),
                        null,
                        signer));
    }

    private Page ask(SamlMessage message, @Nullable String relayState, @Nullable SamlCredential signer) {
        return flow.elsewhere().browser().get(address(message, relayState, signer));
    }

    private SamlMessage request(@Nullable String sessionIndex) {
        return LogoutRequest.create(identityProvider(), slo(flow), NAME, sessionIndex, Instant.now());
    }

    private String address(SamlMessage message, @Nullable String relayState, @Nullable SamlCredential signer) {
        return RedirectBinding.encode(slo(flow), message, relayState, signer).toString();
    }

    /** As the sender of messages it looks like us. */
    private ServiceProvider identityProvider() {
        var url = URI.create(flow.idp().logoutUrl());
        return new ServiceProvider(flow.idp().entityId(), url, url);
    }

    private static URI slo(SignInFlow flow) {
        return URI.create(flow.publicBase() + "/slo");
    }

    private static void assertRefused(Page page) {
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("That did not sign you out");
        assertThat(page.location()).isEmpty();
    }
}
