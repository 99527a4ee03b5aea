using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Fuzz;
using LoopbackOAuth.Fuzz.Targets;
using LoopbackOAuth.Tests.Fuzzing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>What a connection receives, over generated requests.</summary>
public sealed class HttpRequestHeadPropertyTests
{
    private const int Cases = 200;

    private readonly RequestTarget _target = new(new Subject());

    public static TheoryData<int> Scenarios => [.. Enumerable.Range(0, Scenario.All().Count)];

    [Theory, MemberData(nameof(Scenarios))]
    public void What_is_read_is_what_Kestrel_reads_and_what_is_admitted_is_the_users_navigation(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.HoldFor(5 * Cases, Requests.Any(scenario), request => _target.Run(request.Value, scenario, thorough: true));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void The_end_of_the_head_is_found_with_its_last_byte_and_not_before(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.HoldFor(Cases / 10, Requests.Navigation(scenario, Legal.Response(scenario).Select(response => Requests.Visible(response.Text))), request =>
        {
            for (int length = 0; length < request.Value.Length; length++)
            {
                Assert.Equal(HttpRequestHeadStatus.Incomplete, HttpRequestHead.Parse(request.Value.AsSpan(0, length), out _, out _));
            }

            Assert.Equal(HttpRequestHeadStatus.Complete, HttpRequestHead.Parse([.. request.Value, .. request.Value], out _, out int end));
            Assert.Equal(request.Value.Length, end);
        });
    }
}
