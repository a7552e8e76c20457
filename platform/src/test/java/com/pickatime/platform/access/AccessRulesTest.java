package com.pickatime.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

class AccessRulesTest {

    private static final Caller ADMINISTRATOR = Caller.person("T-1", new BusinessId("oak"), AccessLevel.ADMINISTRATOR);
    private static final Caller READER = Caller.service("importer", Set.of("read", "more"));

    private final AccessRules rules = AccessRules.merged(List.of(
            AccessRules.of(Rule.allow(
                    HttpMethod.GET,
                    "/businesses/{businessId}/**",
                    Who.person(AccessLevel.APPOINTMENT_MAKER),
                    Who.scope("read"))),
            AccessRules.of(
                    Rule.allow(HttpMethod.GET, "/businesses/{businessId}/index", Who.scope("index")),
                    Rule.allow(HttpMethod.GET, "/businesses/{businessId}/connection", Who.team()),
                    Rule.allow(HttpMethod.GET, "/connections", Who.team()),
                    Rule.open(HttpMethod.POST, "/news"))));

    @Test
    void letsPeopleOfTheBusinessInFromTheirLevelUp() {
        assertThat(admits("/businesses/oak/x", ADMINISTRATOR)).isTrue();
        assertThat(admits(
                        "/businesses/oak/x",
                        Caller.person("T-1", new BusinessId("oak"), AccessLevel.APPOINTMENT_MAKER)))
                .isTrue();
        assertThat(admits(
                        "/businesses/oak/x",
                        Caller.person("T-1", new BusinessId("oak"), AccessLevel.APPOINTMENT_VIEWER)))
                .isFalse();
        assertThat(admits("/businesses/elm/x", ADMINISTRATOR)).isFalse();
    }

    @Test
    void letsServicesWithTheScopeInToEveryBusiness() {
        assertThat(admits("/businesses/oak/x", READER)).isTrue();
        assertThat(admits("/businesses/elm/x", READER)).isTrue();
        assertThat(admits("/businesses/elm/x", Caller.service("importer", Set.of("reading"))))
                .isFalse();
    }

    @Test
    void letsTheTeamInToEveryBusinessWhereARuleNamesIt() {
        var team = Caller.person("local:1", BusinessId.ONBOARDING_TEAM, AccessLevel.ADMINISTRATOR);
        var visitor = Caller.person("local:2", BusinessId.ONBOARDING_TEAM, AccessLevel.EVENT_ADMINISTRATOR);

        assertThat(admits("/businesses/oak/connection", team)).isTrue();
        assertThat(admits("/connections", team)).isTrue();
        assertThat(admits("/businesses/oak/x", team)).isFalse();
        assertThat(admits("/businesses/oak/connection", visitor)).isFalse();
        assertThat(admits("/businesses/oak/connection", ADMINISTRATOR)).isFalse();
        assertThat(admits("/businesses/oak/connection", READER)).isFalse();
    }

    @Test
    void letsTheMostSpecificRuleDecideWhicheverBeanItIsIn() {
        assertThat(admits("/businesses/oak/index", ADMINISTRATOR)).isFalse();
        assertThat(admits("/businesses/oak/index", READER)).isFalse();
        assertThat(admits("/businesses/oak/index", Caller.service("i", Set.of("index"))))
                .isTrue();
    }

    @Test
    void refusesWhatNoRuleCovers() {
        for (var path : List.of("/", "/news/", "/news/x", "/businesses")) {
            assertThat(admits(path, ADMINISTRATOR)).as(path).isFalse();
        }
        for (var method : List.of(HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.OPTIONS, HttpMethod.TRACE)) {
            assertThat(admits(method, "/businesses/oak/x", ADMINISTRATOR))
                    .as(method.name())
                    .isFalse();
            assertThat(admits(method, "/news", null)).as(method.name()).isFalse();
        }
    }

    @Test
    void holdsHeadToTheRuleOfGet() {
        assertThat(admits(HttpMethod.HEAD, "/businesses/oak/x", ADMINISTRATOR)).isTrue();
        assertThat(admits(HttpMethod.HEAD, "/businesses/elm/x", ADMINISTRATOR)).isFalse();
    }

    @Test
    void asksNobodyOnWhatIsOpen() {
        assertThat(admits(HttpMethod.POST, "/news", null)).isTrue();
        assertThat(admits("/businesses/oak/x", null)).isFalse();
    }

    @Test
    void ignoresMatrixParametersAndCasesOnlyWhereControllersDo() {
        assertThat(admits("/businesses/oak;a=b/x", ADMINISTRATOR)).isTrue();
        assertThat(admits("/businesses/elm;businessId=oak/x", ADMINISTRATOR)).isFalse();
        assertThat(admits("/businesses/%6Fak/x", ADMINISTRATOR)).isTrue();
        assertThat(admits("/businesses/oak%20/x", ADMINISTRATOR)).isFalse();
        assertThat(admits("/businesses/OAK/x", ADMINISTRATOR)).isFalse();
        assertThat(admits("/businesses/oak%2Fx/x", ADMINISTRATOR)).isFalse();
    }

    @Test
    void refusesRulesThatCannotBeMeant() {
        var who = Who.person(AccessLevel.CUSTOMER);

        assertThatIllegalArgumentException().isThrownBy(() -> Rule.allow(HttpMethod.GET, "/all", who));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.allow(HttpMethod.GET, "/{businessIds}", who));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.allow(HttpMethod.GET, "/{businessId}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessRules.merged(List.of(
                        AccessRules.of(Rule.open(HttpMethod.GET, "/a")),
                        AccessRules.of(Rule.allow(HttpMethod.GET, "/a", Who.scope("s"))))))
                .withMessageContaining("GET /a");
    }

    private boolean admits(String path, @Nullable Caller caller) {
        return admits(HttpMethod.GET, path, caller);
    }

    private boolean admits(HttpMethod method, String path, @Nullable Caller caller) {
        return rules.admit(method, PathContainer.parsePath(path), caller);
    }
}
