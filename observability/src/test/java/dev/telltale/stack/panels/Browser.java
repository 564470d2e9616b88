package dev.telltale.stack.panels;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one tall page, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final DevTools page;

  private Browser(Process process, DevTools page) {
    this.process = process;
    this.page = page;
  }

  /** Skips the test where no browser is. */
  static Browser start(Path folder, int width, int height) throws IOException {
    Process process =
        new ProcessBuilder(
                program().toString(),
                "--headless=new",
                "--no-sandbox", // root in a container has none to offer
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("browser"),
                "--window-size=" + width + "," + height,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      return new Browser(process, DevTools.connect(firstPage(debuggingPort(process))));
    } catch (IOException | RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  void open(URI url) throws IOException {
    page.call("Page.navigate", Map.of("url", url.toString()));
  }

  /** What a JavaScript expression gives, promises awaited. */
  JsonNode evaluate(String expression) throws IOException {
    JsonNode answer =
        page.call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    JsonNode thrown = answer.path("exceptionDetails");
    if (!thrown.isMissingNode()) throw new IOException(expression + ": " + thrown);
    return answer.path("result").path("value");
  }

  /** Moves the mouse to the middle of the first element that {@code selector} finds, and clicks. */
  void click(String selector) throws IOException {
    JsonNode at =
        evaluate(
            "(() => { const r = document.querySelector(%s).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
                .formatted(JSON.writeValueAsString(selector)));
    mouse("mouseMoved", at, 0);
    mouse("mousePressed", at, 1);
    mouse("mouseReleased", at, 1);
  }

  private void mouse(String type, JsonNode at, int clicks) throws IOException {
    page.call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            at.path(0).asDouble(),
            "y",
            at.path(1).asDouble(),
            "button",
            clicks == 0 ? "none" : "left",
            "clickCount",
            clicks));
  }

  /** Writes what the page looks like as PNG. */
  void screenshot(Path file) throws IOException {
    JsonNode shot = page.call("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asString()));
  }

  private static Path program() {
    for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator))) {
      for (String name : PROGRAMS) {
        if (Files.isExecutable(Path.of(folder, name))) return Path.of(folder, name);
      }
    }
    return abort("no browser is here: install chromium");
  }

  private static int debuggingPort(Process process) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (!line.startsWith(LISTENING)) continue;
      Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}), "browser output");
      rest.setDaemon(true);
      rest.start();
      return URI.create(line.substring(LISTENING.length())).getPort();
    }
    throw new IOException("chromium: expected it to listen, found it ended");
  }

  private static URI firstPage(int port) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    try {
      String pages =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode target : JSON.readTree(pages)) {
        if (target.path("type").asString().equals("page")) {
          return URI.create(target.path("webSocketDebuggerUrl").asString());
        }
      }
      throw new IOException("chromium: expected a page, found " + pages);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    page.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
