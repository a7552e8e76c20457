package com.pickatime.platform.service;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** A service, ready to run alone or beside others in one process. */
public final class ServiceApplication {

    private ServiceApplication() {}

    /**
     * With the configuration file of the service's own name.
     *
     * @throws IllegalArgumentException for a class without {@link PickatimeService}
     */
    public static SpringApplicationBuilder of(Class<?> service) {
        var marked = AnnotatedElementUtils.findMergedAnnotation(service, PickatimeService.class);
        if (marked == null) {
            throw new IllegalArgumentException(
                    service.getName() + " is no service: write @PickatimeService(\"its-name\") on it");
        }
        return new SpringApplicationBuilder(service).properties("spring.config.name=" + marked.value());
    }
}
