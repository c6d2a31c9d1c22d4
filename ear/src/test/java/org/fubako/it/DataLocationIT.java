package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where data lies. */
class DataLocationIT {

    @Test
    void aStoreInACountryThatIsNotAllowedEndsTheStartWithTheReason(@TempDir Path folder) {
        assertThatThrownBy(() -> Fubako.start(folder.resolve("data"), Map.of("FUBAKO_DATA_LOCATION", "US"))
                        .close())
                .hasMessageContaining("Fubako does not start: the application was not deployed: fubako.data.location:"
                        + " data would lie in \"US\", but fubako.data.locations allows JP only");
    }

    @Test
    @ExtendWith(SharedFubako.class)
    void everyStoreIsRegisteredWithItsCountry(Fubako fubako) throws Exception {
        Set<String> stores = new TreeSet<>();
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet store = statement.executeQuery("SELECT name, location FROM store")) {
            while (store.next()) {
                stores.add(store.getString(1) + " " + store.getString(2));
            }
        }

        assertThat(stores).containsExactly("blobs JP", "database JP", "keys JP");
    }
}
