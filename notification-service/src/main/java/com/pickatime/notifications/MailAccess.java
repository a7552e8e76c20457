package com.pickatime.notifications;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may see which mails were sent, and have them sent again. */
@Configuration(proxyBeanMethods = false)
class MailAccess {

    private static final Who[] ADMINISTRATORS_AND_OPERATORS = {
        Who.person(AccessLevel.ADMINISTRATOR), Who.scope(Scopes.MAILS_MANAGE)
    };

    @Bean
    AccessRules mailRules() {
        return AccessRules.of(
                Rule.allow(HttpMethod.GET, "/businesses/{businessId}/mails", ADMINISTRATORS_AND_OPERATORS),
                Rule.allow(HttpMethod.GET, "/businesses/{businessId}/mails/export", ADMINISTRATORS_AND_OPERATORS),
                Rule.allow(HttpMethod.POST, "/businesses/{businessId}/mails/retries", ADMINISTRATORS_AND_OPERATORS));
    }
}
