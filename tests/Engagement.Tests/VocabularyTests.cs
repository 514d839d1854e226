using System.Reflection;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Tests;

public class VocabularyTests
{
    [Fact]
    public void Every_word_of_the_api_has_a_name_in_three_languages_and_no_two_of_one_kind_share_it()
    {
        var enums = typeof(DomainData).Assembly.GetTypes().Where(type => type is { IsEnum: true, IsPublic: true, Namespace: { } space } && space.StartsWith("CrmPlatform.Engagement.Domain", StringComparison.Ordinal)).ToList();
        Assert.True(enums.Count >= 30);
        foreach (var type in enums)
        {
            var names = type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, Names: field.GetCustomAttribute<NamesAttribute>())).ToList();
            Assert.All(names, named => Assert.True(
                named.Names is { English.Length: > 0, Simplified.Length: > 0, Traditional.Length: > 0 }, $"{type.Name}.{named.Name} has no name."));
            Assert.Distinct(names.Select(named => named.Names!.English));
            Assert.Distinct(names.Select(named => named.Names!.Simplified));
            Assert.Distinct(names.Select(named => named.Names!.Traditional));
        }
    }
}
