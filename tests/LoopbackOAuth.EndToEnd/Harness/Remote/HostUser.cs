namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>A user of a test host. The number is far above those that a system gives out.</summary>
internal sealed record HostUser(string Name, int Id)
{
    public static HostUser Root { get; } = new("root", 0);

    /// <summary>Who sits at the laptop.</summary>
    public static HostUser Ada { get; } = new("ada", 61001);

    /// <summary>Who Ada is on the other hosts.</summary>
    public static HostUser Alice { get; } = new("alice", 61002);

    /// <summary>Somebody else there.</summary>
    public static HostUser Bob { get; } = new("bob", 61003);

    public string Home => Id == 0 ? "/root" : $"/home/{Name}";
}
