package com.pickatime.contacts.moves;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** A business's administrators, and import-service once one of them approved the map that it proposed. */
@Configuration(proxyBeanMethods = false)
class MovesAccess {

    @Bean
    AccessRules sourceIdMoveRules() {
        return AccessRules.of(
                rule(HttpMethod.POST, "source-id-moves"),
                rule(HttpMethod.GET, "source-id-moves"),
                rule(HttpMethod.GET, "source-id-moves/refusals"),
                rule(HttpMethod.GET, "source-id-moves/refusals/export"));
    }

    private static Rule rule(HttpMethod method, String what) {
        return Rule.ofBusiness(method, what, Who.person(AccessLevel.ADMINISTRATOR), Who.scope(Scopes.SOURCE_IDS_MOVE));
    }
}
