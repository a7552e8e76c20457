package com.pickatime.web;

import com.pickatime.platform.service.PickatimeService;
import com.pickatime.platform.service.ServiceApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** The pages that people use; its settings are in {@code web-ui.yaml}. */
@PickatimeService("web-ui")
public class WebUi {

    /** On the service's own event loops, with which its connections end. */
    @Bean
    WebClient.Builder webClients(ReactorResourceFactory resources) {
        return WebClient.builder().clientConnector(new ReactorClientHttpConnector(resources, client -> client));
    }

    public static void main(String[] args) {
        ServiceApplication.of(WebUi.class).run(args);
    }
}
