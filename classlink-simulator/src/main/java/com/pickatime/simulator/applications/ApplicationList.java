package com.pickatime.simulator.applications;

import com.pickatime.simulator.applications.Application.Tenant;
import com.pickatime.simulator.district.DistrictSettings;
import com.pickatime.simulator.faults.Fault.TenantDisabled;
import com.pickatime.simulator.faults.Faults;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The districts that added the application: ours, and neighbours who have not enabled it yet. */
@Component
class ApplicationList {

    private final ApplicationSettings settings;
    private final DistrictSettings district;
    private final Faults faults;

    ApplicationList(ApplicationSettings settings, DistrictSettings district, Faults faults) {
        this.settings = settings;
        this.district = district;
        this.faults = faults;
    }

    List<Application> page(int limit, int offset) {
        var end = Math.min((long) offset + limit, settings.neighbours() + 1L);
        return IntStream.range(offset, (int) Math.max(offset, end))
                .mapToObj(this::application)
                .toList();
    }

    private Application application(int index) {
        return index == 0 ? ours() : neighbour(index);
    }

    private Application ours() {
        var isEnabled = faults.find(TenantDisabled.class).isEmpty();
        var tenant = new Tenant(
                settings.tenantId(), district.districtName(), "Active", Boolean.toString(isEnabled), settings.bearer());
        return Application.of(tenant, settings.onerosterApplicationId());
    }

    private Application neighbour(int index) {
        var id = settings.tenantId() + index;
        var tenant = new Tenant(id, "Neighbour District " + index, "Active", "false", null);
        return Application.of(tenant, "%2Fneighbour" + index + "%3D");
    }
}
