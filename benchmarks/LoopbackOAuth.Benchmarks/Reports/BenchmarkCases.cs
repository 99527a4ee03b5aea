using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>Every benchmark of this project with every set of its parameters, for the tests and for the interleaved run.</summary>
internal static class BenchmarkCases
{
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(BenchmarkCases).Assembly.GetTypes().Where(type => Methods(type).Any()).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static IEnumerable<MethodInfo> Methods(Type type) => type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute)));

    /// <summary>Makes an instance for each value of the type's parameter, set up as for a run; one when it has none.</summary>
    public static IEnumerable<(string Parameter, object Instance)> Instances(Type type)
    {
        PropertyInfo? parameter = type.GetProperties().SingleOrDefault(property => property.IsDefined(typeof(ParamsAllValuesAttribute)));
        object[] values = parameter switch
        {
            null => [""],
            { PropertyType.IsEnum: true } => [.. Enum.GetValues(parameter.PropertyType).Cast<object>()],
            _ => [false, true],
        };
        foreach (object value in values)
        {
            object instance = Activator.CreateInstance(type)!;
            parameter?.SetValue(instance, value);
            type.GetMethods().SingleOrDefault(method => method.IsDefined(typeof(GlobalSetupAttribute)))?.Invoke(instance, null);
            yield return (parameter is null ? "" : $"{parameter.Name}={value}", instance);
        }
    }
}
