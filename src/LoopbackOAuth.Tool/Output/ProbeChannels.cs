using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The channels that a login would use, in their order.</summary>
internal static class ProbeChannels
{
    /// <summary>The plan's channels. A device code, for providers that have one, stays where the environment has it.</summary>
    public static IReadOnlyList<SignInChannel> Of(HostEnvironment environment, SignInPlan plan)
    {
        if (plan.Obstacle is not null)
        {
            return [];
        }

        List<SignInChannel> channels = [.. plan.Channels];
        int device = environment.Channels.ToList().IndexOf(SignInChannel.Device);
        if (device >= 0)
        {
            int before = environment.Channels.Take(device).Count(channels.Contains);
            channels.Insert(before, SignInChannel.Device);
        }

        return channels;
    }
}
