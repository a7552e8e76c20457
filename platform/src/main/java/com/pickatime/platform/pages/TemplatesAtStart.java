package com.pickatime.platform.pages;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;

/** Sets the template engine up on the thread that starts the service; it would read files on the first request's event loop. */
@Component
class TemplatesAtStart implements SmartInitializingSingleton {

    private final ISpringWebFluxTemplateEngine engine;

    TemplatesAtStart(ISpringWebFluxTemplateEngine engine) {
        this.engine = engine;
    }

    @Override
    public void afterSingletonsInstantiated() {
        engine.getConfiguration();
    }
}
