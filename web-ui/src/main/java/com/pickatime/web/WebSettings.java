package com.pickatime.web;

import com.pickatime.web.services.Service;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach the pages, and the pages the services.
 *
 * @param baseUrl scheme, host and perhaps a port, nothing after them
 * @param services base address of each
 */
@ConfigurationProperties("web")
public record WebSettings(URI baseUrl, Map<Service, URI> services) {

    /** @throws IllegalArgumentException if a service has no address */
    public WebSettings {
        services = Map.copyOf(services);
        if (!services.keySet().equals(Set.of(Service.values()))) {
            throw new IllegalArgumentException(
                    "web.services needs an address for each of: conferences, contacts, imports, notifications, sso");
        }
    }

    public boolean isHttps() {
        return "https".equals(baseUrl.getScheme());
    }

    public URI address(Service service) {
        return services.getOrDefault(service, baseUrl);
    }
}
