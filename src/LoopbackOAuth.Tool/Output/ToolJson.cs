using System.Text.Json;

namespace LoopbackOAuth.Tool.Output;

/// <summary>Writes JSON to standard output.</summary>
internal static class ToolJson
{
    public static void Write(LoginReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.LoginReport));

    public static void Write(RefreshReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.RefreshReport));

    public static void Write(TokenReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.TokenReport));

    public static void Write(LogoutReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.LogoutReport));

    public static void Write(ProbeReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.ProbeReport));

    public static void Write(StoreReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.StoreReport));

    public static void Write(DoctorReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.DoctorReport));

    public static void Write(RemovalReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.RemovalReport));

    public static void Write(MoveReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, ToolJsonContext.Default.MoveReport));

    public static void Write(ProviderReport[] reports) => Console.Out.WriteLine(JsonSerializer.Serialize(reports, ToolJsonContext.Default.ProviderReportArray));
}
