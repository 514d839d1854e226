using System.Reflection;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Tests;

public sealed class VocabularyTests
{
    public static TheoryData<Type> Enums => [.. typeof(Severity).Assembly.GetTypes().Where(type => type is { IsEnum: true, IsPublic: true })];

    [Theory]
    [MemberData(nameof(Enums))]
    public void Every_value_a_client_sees_has_a_name_in_three_languages(Type type) => Assert.All(type.GetFields(BindingFlags.Public | BindingFlags.Static), field =>
    {
        var names = field.GetCustomAttribute<NamesAttribute>();
        Assert.NotNull(names);
        Assert.All([names.English, names.Simplified, names.Traditional], name => Assert.False(string.IsNullOrWhiteSpace(name)));
        Assert.True(names.English.All(char.IsAscii), names.English);
        Assert.Contains(names.Simplified, c => c is >= '\u4E00' and <= '\u9FFF');
        Assert.Contains(names.Traditional, c => c is >= '\u4E00' and <= '\u9FFF');
    });

    [Theory]
    [MemberData(nameof(Enums))]
    public void No_two_values_of_one_kind_have_the_same_name(Type type)
    {
        var names = type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetCustomAttribute<NamesAttribute>()!).ToList();
        Assert.Equal(names.Count, names.Select(n => n.English).Distinct().Count());
        Assert.Equal(names.Count, names.Select(n => n.Simplified).Distinct().Count());
        Assert.Equal(names.Count, names.Select(n => n.Traditional).Distinct().Count());
    }
}
