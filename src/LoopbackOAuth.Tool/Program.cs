using LoopbackOAuth.Tool;

return await ToolCommandLine.RunAsync(args);
