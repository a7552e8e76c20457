package com.pickatime.imports;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may set up connections and run imports. ClassLink's notifications are open: their signature is the proof. */
@Configuration(proxyBeanMethods = false)
class ImportAccess {

    private static final Who ADMINISTRATOR = Who.person(AccessLevel.ADMINISTRATOR);

    @Bean
    AccessRules accessToConnections() {
        Who[] onboarding = {Who.scope(Scopes.CONNECTIONS_MANAGE), Who.team()};
        Who[] anybody = {ADMINISTRATOR, Who.scope(Scopes.CONNECTIONS_MANAGE), Who.team()};
        return AccessRules.of(
                Rule.open(HttpMethod.POST, "/classlink/notifications"),
                Rule.allow(HttpMethod.GET, "/connections", onboarding),
                Rule.allow(HttpMethod.GET, "/connections/{businessId}", anybody),
                Rule.allow(HttpMethod.PUT, "/connections/{businessId}", onboarding),
                Rule.allow(HttpMethod.POST, "/connections/{businessId}/activation", onboarding),
                Rule.allow(HttpMethod.POST, "/connections/{businessId}/check", anybody));
    }

    @Bean
    AccessRules accessToImports() {
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.GET, "brake", ADMINISTRATOR, Who.scope(Scopes.IMPORTS_MANAGE)),
                Rule.ofBusiness(HttpMethod.PUT, "brake", ADMINISTRATOR, Who.scope(Scopes.IMPORTS_MANAGE)),
                imports(HttpMethod.POST, ""),
                Rule.allow(
                        HttpMethod.GET,
                        "/businesses/{businessId}/imports",
                        ADMINISTRATOR,
                        Who.scope(Scopes.IMPORTS_MANAGE),
                        Who.team()),
                imports(HttpMethod.GET, "/export"),
                imports(HttpMethod.GET, "/{importId}"),
                imports(HttpMethod.GET, "/{importId}/refusals"),
                imports(HttpMethod.GET, "/{importId}/refusals/export"),
                Rule.ofBusiness(HttpMethod.GET, "imports/{importId}/changes", ADMINISTRATOR),
                Rule.ofBusiness(HttpMethod.GET, "imports/{importId}/changes/export", ADMINISTRATOR),
                imports(HttpMethod.GET, "/{importId}/progress"),
                imports(HttpMethod.GET, "/{importId}/source-id-map"),
                imports(HttpMethod.GET, "/{importId}/source-id-map/export"),
                imports(HttpMethod.POST, "/{importId}/source-id-map/approval"),
                imports(HttpMethod.POST, "/{importId}/approval"),
                imports(HttpMethod.POST, "/{importId}/cancellation"),
                imports(HttpMethod.POST, "/{importId}/undo"));
    }

    private static Rule imports(HttpMethod method, String what) {
        return Rule.allow(
                method, "/businesses/{businessId}/imports" + what, ADMINISTRATOR, Who.scope(Scopes.IMPORTS_MANAGE));
    }
}
