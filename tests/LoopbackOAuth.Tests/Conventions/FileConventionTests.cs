using Xunit;

namespace LoopbackOAuth.Tests.Conventions;

public sealed class FileConventionTests
{
    [Fact]
    public void A_file_holds_one_closed_type_named_like_it_in_the_namespace_of_its_folder() =>
        Assert.Empty(Repository.Sources("src").SelectMany(path => SourceFile.Violations(path, Repository.Read(path))));

    [Fact]
    public void No_file_is_larger_than_12_kilobytes() =>
        Assert.All(Repository.Sources("src"), path => Assert.True(Size(path) <= SourceFile.LargestBytes, $"{path} has {Size(path)} bytes"));

    [Fact]
    public void The_median_file_of_the_library_is_smaller_than_2_kilobytes()
    {
        long[] sizes = [.. Repository.Sources("src/LoopbackOAuth").Select(Size).Order()];

        Assert.InRange(sizes[sizes.Length / 2], 1, 2048);
    }

    [Theory]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic sealed class C\n{\n    private class Nested;\n}\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic sealed partial record C(int X);\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\ninternal readonly record struct C(int X);\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic enum C\n{\n}\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic delegate ValueTask<int> C(int x);\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic static class C\n{\n    private const string Text = \"\"\"\nclass D\n\"\"\";\n}\n")]
    [InlineData("src/A/B/C.Get.cs", "namespace A.B;\n\npublic partial class C;\n")]
    [InlineData("src/A/Program.cs", "return 0;\n")]
    public void A_file_that_keeps_the_conventions_is_left_alone(string path, string source) => Assert.Empty(SourceFile.Violations(path, source));

    [Theory]
    [InlineData("src/A/B/C.cs", "namespace A;\n\npublic sealed class C;\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B\n{\n}\npublic sealed class C;\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic sealed class D;\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic class C;\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic record C;\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n\npublic sealed class C;\n\nfile enum D;\n")]
    [InlineData("src/A/B/C.cs", "namespace A.B;\n")]
    public void A_file_that_breaks_a_convention_is_found(string path, string source) => Assert.Single(SourceFile.Violations(path, source));

    private static long Size(string path) => new FileInfo(Path.Combine(Repository.Root, path)).Length;
}
