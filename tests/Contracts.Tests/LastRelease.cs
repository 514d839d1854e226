using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CrmPlatform.Contracts.Tests;

/// <summary>
/// A service is replaced alone: for a while the last release of one talks with the present of the others. The records of the last release
/// (their sources stand in <c>Released</c>) are compiled here and speak with today's, both ways. When a package is released, its sources
/// are copied there: <c>cp services/X/X.Contracts/V1/*.cs tests/Contracts.Tests/Released/X/</c>.
/// </summary>
public sealed partial class LastRelease
{
    private static readonly Dictionary<string, Assembly> Today = new()
    {
        ["Customers"] = typeof(CustomerChanged).Assembly,
        ["Engagement"] = typeof(CallLogged).Assembly,
        ["Service"] = typeof(ComplaintOpened).Assembly,
        ["Insights"] = typeof(CustomerClassified).Assembly,
        ["Notifications"] = typeof(MailRefused).Assembly,
    };

    private static readonly Lazy<Dictionary<string, Type>> Released = new(() => Today.Keys.SelectMany(package => Events(Compile(package, source => source))).ToDictionary(type => type.FullName!));

    public static TheoryData<string> OfEvents => [.. Today.Keys];

    public static TheoryData<string> Packages => [.. Today.Keys.Append("Identity")];

    public static TheoryData<string> Contracts => [.. Released.Value.Keys];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void The_last_release_reads_what_today_writes_and_today_reads_what_the_last_release_writes(string contract)
    {
        var (old, now) = (Released.Value[contract], Present(contract));
        Understands(writer: now, reader: old);
        Understands(writer: old, reader: now);
    }

    [Theory]
    [InlineData("string Direction", "int Direction")]
    [InlineData("Guid CallId", "Guid Id")]
    [InlineData("Guid CallId", "Guid Line, Guid CallId")]
    public void A_field_that_was_retyped_renamed_or_demanded_is_not_understood(string released, string changed)
    {
        var breaking = Events(Compile("Engagement", source => source.Replace(released, changed, StringComparison.Ordinal))).Single(type => type.Name == nameof(CallLogged));
        var old = Released.Value[breaking.FullName!];
        Assert.ThrowsAny<Exception>(() =>
        {
            Understands(writer: breaking, reader: old);
            Understands(writer: old, reader: breaking);
        });
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_a_version_of_its_own_and_says_what_is_in_it(string package)
    {
        var folder = Path.Combine(Root(), "services", package, $"{package}.Contracts");
        var version = XDocument.Load(Path.Combine(folder, $"{package}.Contracts.csproj")).Descendants("Version").Single().Value;
        Assert.Equal(version, Heading().Matches(File.ReadAllText(Path.Combine(folder, "CHANGELOG.md")))[0].Groups[1].Value);
        Assert.Contains($"# CrmPlatform.{package}.Contracts", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OfEvents))]
    public void What_came_since_the_last_release_stands_in_the_change_log(string package)
    {
        var news = Events(Today[package]).SelectMany(type => Released.Value.TryGetValue(type.FullName!, out var old)
            ? Longest(type).Select(field => field.Name).Except(Longest(old).Select(field => field.Name)).Select(field => $"`{type.Name}.{field}`")
            : [$"`{type.Name}`"]);
        var told = File.ReadAllText(Path.Combine(Root(), "services", package, $"{package}.Contracts", "CHANGELOG.md"));
        Assert.All(news, name => Assert.Contains(name, told, StringComparison.Ordinal));
    }

    /// <summary>Reads it whole: every field the reader knows has the value that was written.</summary>
    private static void Understands(Type writer, Type reader)
    {
        var written = JsonSerializer.SerializeToNode(Sample.Of(writer), writer, Json.Tolerant)!.AsObject();
        var understood = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(written, reader, Json.Tolerant), reader, Json.Tolerant)!.AsObject();
        var common = written.Where(field => understood.ContainsKey(field.Key)).ToList();
        Assert.All(common, field => Assert.True(JsonNode.DeepEquals(field.Value, understood[field.Key]), $"{reader.FullName}.{field.Key}: {field.Value?.ToJsonString()} became {understood[field.Key]?.ToJsonString()}"));
        // What only one of the two has is optional there.
        foreach (var parameter in Longest(reader).Where(parameter => !written.ContainsKey(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!))))
            Assert.True(parameter.HasDefaultValue, $"{reader.FullName}.{parameter.Name} is demanded, and the other side does not send it.");
    }

    private static ParameterInfo[] Longest(Type type) => type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).First().GetParameters();

    private static Type Present(string contract)
    {
        var found = Today.Values.Select(assembly => assembly.GetType(contract)).SingleOrDefault(type => type is not null);
        Assert.True(found is not null, $"{contract} is gone; a contract is retired with a new version of its namespace.");
        return found;
    }

    private static IEnumerable<Type> Events(Assembly assembly) => assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false });

    private static Assembly Compile(string package, Func<string, string> change)
    {
        const string usings = "global using System; global using System.Collections.Generic; global using System.Linq;";
        var sources = Directory.GetFiles(Path.Combine(Root(), "tests", "Contracts.Tests", "Released", package), "*.cs").Select(file => change(File.ReadAllText(file))).Prepend(usings);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create($"{package}.Released", sources.Select(source => CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))), platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(image.ToArray());
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
