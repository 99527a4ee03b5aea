using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class DateRecorderTests
{
    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, 10, 0)]
    [InlineData(5, 10, 0)]
    [InlineData(10, 10, 0)]
    [InlineData(-100, 10, 99)]
    [InlineData(100, 10, -90)]
    public void A_date_with_whole_seconds_between_sending_and_receiving_is_no_skew(int date, int roundTrip, int skew) => Assert.Equal(
        TimeSpan.FromSeconds(skew),
        DateRecorder.Compare(Entries.Now.AddSeconds(date), Entries.Now, Entries.Now.AddSeconds(roundTrip)));
}
