using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tests.Conventions;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Readme.Samples;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>What the README says is what the code does.</summary>
public sealed partial class ReadmeTests
{
    private const string ToolFolder = "src/LoopbackOAuth.Tool";

    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(5);

    private readonly MarkdownFile _readme = new("README.md");

    [Fact]
    public void Every_sample_is_code_that_is_compiled_here()
    {
        Assert.NotEmpty(_readme.Blocks("csharp"));
        Assert.All(_readme.Blocks("csharp"), block => _readme.Matches("csharp", Assert.IsType<string>(block.Name), SampleSource.Read(block.Name!)));
    }

    [Fact]
    public Task The_sample_for_tests_signs_in() => TestingSample.RunAsync();

    [Fact]
    public async Task The_sample_with_configuration_makes_an_authorizer_with_those_settings()
    {
        await using ServiceProvider provider = Provider(_readme.Block("json", "configuration"));
        LoopbackOAuthOptions options = provider.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value;

        Assert.Equal(TimeSpan.FromMinutes(3), options.Timeout);
        ProviderDefinition contoso = provider.GetRequiredService<IProviderRegistry>().Get("contoso");
        Assert.Equal("https://login.contoso.example", contoso.Server.Issuer);
        Assert.Equal(["openid", "offline_access"], contoso.Scopes);
        Assert.IsType<FileTokenStore>(provider.GetRequiredService<ITokenStore>());
        Assert.IsType<LoopbackAuthorizer>(provider.GetRequiredService<ILoopbackAuthorizer>());
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_is_an_error_as_the_readme_says()
    {
        await using ServiceProvider provider = Provider("""{ "LoopbackOAuth": { "Timeuot": "00:03:00" } }""");

        Assert.Contains("Timeuot", Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<ILoopbackAuthorizer>()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_of_the_browser_leg_gets_the_code_of_another_clients_request()
    {
        await using TestAuthorizationServer server = new();
        await using ScriptedBrowser browser = new(server.CreateHandler());
        InMemoryCallbackTransport transport = new();
        RecordingPresenter presenter = new();
        using LoopbackAuthorizer authorizer = new(services: new()
        {
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.Ssh),
            Presenter = presenter,
            Transport = transport,
        });
        Uri redirectUri = new("http://127.0.0.1:50000/callback");
        Uri authorizationUri = new($"{server.Issuer}/authorize?response_type=code&client_id=other&state=other-state&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString(redirectUri.OriginalString)}");

        Task<string> leg = BrowserLegSample.RunAsync(authorizer, authorizationUri, redirectUri);
        await presenter.Shown;
        Uri callback = await browser.FollowToRedirectAsync(authorizationUri, TestContext.Current.CancellationToken);
        presenter.Paste(callback.AbsoluteUri);

        Assert.Contains($"code={await leg}", Uri.UnescapeDataString(callback.Query), StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_on_an_SSH_host_is_the_text_a_user_sees()
    {
        HostEnvironment environment = EnvironmentPresets.Ssh;
        var lines = SignInText.Compose(new SignInPrompt
        {
            ProviderName = "Contoso",
            AuthorizationUri = new Uri("https://login.contoso.example/authorize?response_type=code&client_id=..."),
            RedirectUri = new Uri("http://127.0.0.1:56121/callback"),
            Plan = SignInPlanner.Plan(new ProviderDefinition { Id = "contoso" }, environment, new SignInPlanOptions { CanReadPaste = true }),
            Environment = environment,
            Deadline = default,
        });

        _readme.Matches("text", "ssh", string.Concat(lines.Select(line => line + "\n")));
    }

    [Fact]
    public void The_packages_are_those_that_exist() => Assert.Equal(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        MarkdownFile.FirstColumn(_readme.Section("## Packages")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_outcomes_are_those_that_exist() => Assert.Equal(
        typeof(AuthorizationOutcome).GetNestedTypes(BindingFlags.Public).Select(type => type.Name).Order(StringComparer.Ordinal),
        MarkdownFile.FirstColumn(_readme.Section("## Outcomes")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_exit_codes_are_those_of_the_tool() => Assert.Equal(
        Found(ToolFolder, "ExitCode.cs", @"const int \w+ = (?<value>\d+);").Order(StringComparer.Ordinal),
        MarkdownFile.FirstColumn(_readme.Section("### Exit codes")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_commands_are_those_of_the_tool() => Assert.Equal(
        Found(ToolFolder, "ToolCommandLine.cs", """\"(?<value>[a-z-]+)" => \w+\.Create\(\)"""),
        Regex.Matches(_readme.Block("text", "usage"), @"^loopback-oauth (?<value>[a-z-]+)", RegexOptions.Multiline, RegexTimeout).Select(match => match.Groups["value"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_options_are_those_of_the_tool() => Assert.Equal(
        Found(ToolFolder + "/Commands", "*.cs", """new\("(?<value>--[a-z-]+)"\)"""),
        Regex.Matches(_readme.Block("text", "usage"), "--[a-z-]+", RegexOptions.None, RegexTimeout).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_members_of_the_json_object_are_those_the_tool_writes() => Assert.Equal(
        Found(ToolFolder + "/Output", "LoginReport.cs", @"public [^(=]*?(?<value>\w+) \{ get; init; \}").Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Order(StringComparer.Ordinal),
        NamesInJsonParagraph(0));

    [Fact]
    public void The_outcomes_in_the_json_object_are_those_the_tool_writes() => Assert.Equal(
        typeof(AuthorizationOutcome).GetNestedTypes(BindingFlags.Public).Select(type => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name))
            .Concat(Found(ToolFolder + "/Output", "FailureReport.cs", """Report\("(?<value>[a-z]+)",""")).Distinct().Append("outcome").Order(StringComparer.Ordinal),
        NamesInJsonParagraph(1));

    private string[] NamesInJsonParagraph(int index) =>
        [.. JsonMember().Matches(_readme.Section("### JSON").Split("\n\n")[index]).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)];

    private static ServiceProvider Provider(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(document.RootElement, "")).Build();
        ServiceCollection services = new();
        ServicesSample.Register(services, configuration);
        return services.BuildServiceProvider();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(JsonElement element, string path)
    {
        string Below(string name) => path.Length == 0 ? name : $"{path}:{name}";
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Settings(property.Value, Below(property.Name))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Settings(item, Below(index.ToString()))),
            _ => [new(path, element.ToString())],
        };
    }

    // The tool is not referenced here: its sources say what it takes and writes.
    private static string[] Found(string folder, string files, string pattern)
    {
        StringBuilder sources = new();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), files))
        {
            sources.Append(File.ReadAllText(file));
        }

        string[] found = [.. Regex.Matches(sources.ToString(), pattern, RegexOptions.None, RegexTimeout).Select(match => match.Groups["value"].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.NotEmpty(found);
        return found;
    }

    [GeneratedRegex("`(?<name>[a-z_]+)`", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex JsonMember();
}
