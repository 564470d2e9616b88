package dev.telltale.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the arrows: who may know of whom. */
class ArrowsPointDownTest {
  private static final String NODE = "dev.telltale.node.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.telltale");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collection",
        "identity",
        "repository",
        "triplestore",
        "network",
        "command",
        "operation",
        "task",
        "sync",
        "peer",
        "api",
        "projection"
      })
  void domainKnowsNothingOfTelemetry(String room) {
    noClasses()
        .that()
        .resideInAPackage(NODE + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..", NODE + "telemetry..", "dev.telltale.telemetry..")
        .check(CLASSES);
  }

  @ParameterizedTest(name = "{0} must not know {1}")
  @CsvSource({
    "collection, repository",
    "collection, triplestore",
    "collection, network",
    "collection, command",
    "collection, api",
    "collection, peer",
    "identity, repository",
    "identity, network",
    "identity, api",
    "repository, triplestore",
    "repository, network",
    "repository, api",
    "repository, peer",
    "repository, operation",
    "repository, sync",
    "repository, projection",
    "triplestore, repository",
    "triplestore, network",
    "triplestore, api",
    "triplestore, peer",
    "network, repository",
    "network, triplestore",
    "network, api",
    "network, peer",
    "command, api",
    "command, peer",
    "command, network",
    "operation, api",
    "operation, peer",
    "operation, network",
    "operation, sync",
    "operation, task",
    "task, api",
    "sync, api",
    "sync, peer",
    "sync, network",
    "sync, operation",
    "projection, api",
    "projection, peer",
    "projection, sync",
    "projection, command",
    "projection, network",
    "peer, operation",
    "network, sync",
    "network, projection",
    "network, command",
    "command, operation",
    "command, repository",
    "task, repository",
    "task, sync",
    "task, peer",
    "config, api",
    "peer, api"
  })
  void lowerRoomsDoNotKnowUpperOnes(String lower, String upper) {
    noClasses()
        .that()
        .resideInAPackage(NODE + lower + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(NODE + upper + "..")
        .check(CLASSES);
  }

  @Test
  void theLibraryKnowsNothingOfTheNode() {
    noClasses()
        .that()
        .resideInAPackage("dev.telltale.telemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.telltale.node..")
        .check(CLASSES);
  }
}
