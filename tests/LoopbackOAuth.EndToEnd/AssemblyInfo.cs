using LoopbackOAuth.EndToEnd.Harness;

// One authorization server and a few well-known ports are shared, and its request log is counted: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(AuthorizationServerFixture))]
[assembly: AssemblyFixture(typeof(ChromiumFixture))]
