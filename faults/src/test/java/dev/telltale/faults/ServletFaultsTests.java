package dev.telltale.faults;

import com.example.shop.ServletShop;
import dev.telltale.observability.test.ObservabilityTest;

/**
 * Tests for the faults in a servlet service.
 */
@ObservabilityTest(classes = ServletShop.class, properties = "server.servlet.context-path=/shop")
class ServletFaultsTests extends ServiceFaultsTests {

}
