namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>
/// Delivery by a script of a page whose exact origin the session was opened for. A session cannot be opened so yet: when
/// <see cref="Transports.CallbackSessionOptions"/> says which origins are allowed, the scripts about them belong here.
/// What a page of any other origin may do is in <see cref="FetchScripts"/> and <see cref="MethodScripts"/>.
/// </summary>
internal static class CrossOriginScripts
{
    public static IEnumerable<ConformanceScript> All => [];
}
