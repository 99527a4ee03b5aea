namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>All scripts, in the order of their ids.</summary>
internal static class ScriptList
{
    public static IReadOnlyList<ConformanceScript> Create() =>
    [
        .. ConnectionScripts.All,
        .. OtherProtocolScripts.All,
        .. ParameterScripts.All,
        .. ResponseScripts.All,
        .. MethodScripts.All,
        .. FormPostScripts.All,
        .. AuthorityScripts.All,
        .. TargetScripts.All,
        .. MessageScripts.All,
        .. EncodingScripts.All,
        .. FetchScripts.All,
        .. DeliveryScripts.All,
        .. EndingScripts.All,
        .. PageScripts.All,
        .. CrossOriginScripts.All,
        .. PlaceScripts.All,
        .. SessionScripts.All,
    ];
}
