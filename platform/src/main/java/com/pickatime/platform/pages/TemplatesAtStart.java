package com.pickatime.platform.pages;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;

/** Sets the template engine and the texts up on the thread that starts the service; it would read files on the first request's event loop. */
@Component
class TemplatesAtStart implements SmartInitializingSingleton {

    private final ISpringWebFluxTemplateEngine engine;
    private final MessageSource texts;

    TemplatesAtStart(ISpringWebFluxTemplateEngine engine, MessageSource texts) {
        this.engine = engine;
        this.texts = texts;
    }

    @Override
    public void afterSingletonsInstantiated() {
        engine.getConfiguration();
        // looked for in every bundle, because it is in none
        Languages.OF_PARENTS.forEach(language -> texts.getMessage("none", null, "", language));
    }
}
