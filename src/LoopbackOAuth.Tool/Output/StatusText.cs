using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The lines of <c>status</c>: whole sentences in a pipe, a table with sentences below it on a terminal.</summary>
internal static class StatusText
{
    /// <summary>The columns on a terminal.</summary>
    public static readonly string[] Headers = ["PROVIDER", "ACCOUNT", "!STATE", "!EXPIRES", "ISSUER"];

    /// <summary>A line of a pipe.</summary>
    public static string[] Line(EntryReport entry, DateTimeOffset now) =>
        [entry.Provider, entry.Account, EntryStates.InWords(entry), Durations.Until(entry.ExpiresAt, now), entry.Issuer, string.Join(' ', entry.Scopes)];

    /// <summary>The same for a provider that nothing is stored of.</summary>
    public static string[] Line(ProviderDefinition provider) => [provider.Id, "-", NotSignedIn(provider), "-", ServerOf(provider), "-"];

    /// <summary>A row of a terminal.</summary>
    public static string[] Row(EntryReport entry, DateTimeOffset now) =>
        [entry.Provider, entry.Account, EntryStates.InBrief(entry), Durations.Until(entry.ExpiresAt, now), Tables.Brief(entry.Issuer)];

    /// <summary>The same for a provider that nothing is stored of.</summary>
    public static string[] Row(ProviderDefinition provider) => [provider.Id, "-", "not signed in", "-", Tables.Brief(ServerOf(provider))];

    /// <summary>What the user should know of an entry beyond its row, or <see langword="null"/>.</summary>
    public static string? Note(EntryReport entry) =>
        entry.Reason is null ? null : $"{entry.Provider} as '{entry.Account}': {EntryStates.InWords(entry)}.";

    private static string NotSignedIn(ProviderDefinition provider) =>
        provider.Flow is SignInFlow.Loopback ? "not signed in" : $"not signed in; its flow ({ProviderReport.FlowOf(provider)}) is not supported yet";

    // What an entry of it would have as its issuer.
    private static string ServerOf(ProviderDefinition provider) => provider.Server.Issuer ?? provider.Server.TokenEndpoint ?? "-";
}
