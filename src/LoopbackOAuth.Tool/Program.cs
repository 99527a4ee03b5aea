namespace LoopbackOAuth.Tool;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        if (args is ["login", ..])
        {
            HeadStart.Begin();
        }

        return ToolCommandLine.RunAsync(args);
    }
}
