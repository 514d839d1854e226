using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Contracts.Tests;

/// <summary>
/// The JSON of every event as it was last released stands in <c>Golden</c>. Today's record must read it whole, and what today's record
/// writes must be readable by yesterday's: within a version fields are only added, and only optional ones. A new event gets its golden
/// file by a run with <c>CRM_UPDATE_GOLDEN=1</c>; a changed one is never overwritten.
/// </summary>
public sealed class GoldenEvents
{
    private static readonly JsonSerializerOptions Readable = new(Json.Tolerant) { WriteIndented = true };

    public static TheoryData<string> Contracts => [.. Types.Select(type => type.FullName!)];

    private static IEnumerable<Type> Types => new[] { typeof(CustomerChanged), typeof(CallLogged), typeof(ComplaintOpened), typeof(CustomerClassified), typeof(MailRefused) }
        .SelectMany(type => type.Assembly.GetExportedTypes()).Where(type => type is { IsClass: true, IsAbstract: false });

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Today_reads_what_was_released(string contract)
    {
        var type = TypeOf(contract);
        var golden = Golden(type);
        var read = JsonSerializer.Deserialize(golden.ToJsonString(), type, Json.Tolerant);
        var written = JsonSerializer.SerializeToNode(read, type, Json.Tolerant)!.AsObject();
        foreach (var (field, value) in golden) Assert.True(JsonNode.DeepEquals(value, written[field]), $"{contract}.{field}: {value?.ToJsonString()} became {written[field]?.ToJsonString()}");
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void What_was_released_reads_today(string contract)
    {
        var type = TypeOf(contract);
        var today = JsonSerializer.SerializeToNode(Sample.Of(type), type, Json.Tolerant)!.AsObject();
        foreach (var (field, value) in Golden(type))
        {
            Assert.True(today.ContainsKey(field), $"{contract}.{field} is gone; a field is never removed within a version");
            Assert.Equal(value!.GetValueKind(), today[field]!.GetValueKind());
        }
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void What_was_added_since_is_optional(string contract)
    {
        var type = TypeOf(contract);
        var golden = Golden(type);
        var added = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
            .Where(parameter => !golden.ContainsKey(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)));
        Assert.All(added, parameter => Assert.True(parameter.HasDefaultValue, $"{contract}.{parameter.Name} was added without a default"));
    }

    [Fact]
    public void No_golden_event_has_lost_its_record()
    {
        var known = Types.Select(type => type.FullName + ".json").ToHashSet();
        Assert.All(Directory.GetFiles(Folder()), file => Assert.Contains(Path.GetFileName(file), known));
    }

    private static Type TypeOf(string contract) => Types.Single(type => type.FullName == contract);

    private static JsonObject Golden(Type type)
    {
        var file = Path.Combine(Folder(), type.FullName + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("CRM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, JsonSerializer.Serialize(Sample.Of(type), type, Readable) + "\n");
        Assert.True(File.Exists(file), $"{type.FullName} has no golden file; run once with CRM_UPDATE_GOLDEN=1 and look at what it made");
        return JsonNode.Parse(File.ReadAllText(file))!.AsObject();
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
