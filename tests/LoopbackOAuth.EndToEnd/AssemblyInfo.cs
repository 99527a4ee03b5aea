using LoopbackOAuth.EndToEnd.Harness;

// One authorization server and a few well-known ports are shared, and its request log is counted: one test at a time.
// The scenes of the remote hosts have all that to themselves and run beside the other tests.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(AuthorizationServerFixture))]
[assembly: AssemblyFixture(typeof(ChromiumFixture))]
