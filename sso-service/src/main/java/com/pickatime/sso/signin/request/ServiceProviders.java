package com.pickatime.sso.signin.request;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.saml.messages.ServiceProvider;
import org.springframework.stereotype.Component;

/**
 * What this service is to each business's identity provider.
 *
 * <p>Made from the configured base URL: these are what destination, recipient and audience of a response are compared
 * with, so a request's Host header has no say in them.
 */
@Component
public class ServiceProviders {

    private final BaseUrl baseUrl;

    ServiceProviders(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    public ServiceProvider of(BusinessId businessId) {
        var path = "/saml/" + businessId;
        return new ServiceProvider(
                baseUrl.resolve(path + "/metadata").toString(),
                baseUrl.resolve(path + "/acs"),
                baseUrl.resolve(path + "/slo"));
    }
}
