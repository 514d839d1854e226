using System.Net;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>What we give to people outside leads them back to where the platform is, whatever its port.</summary>
public sealed class LinksOut(House house)
{
    [Fact]
    public async Task A_complaint_from_the_public_form_is_found_by_the_link_it_was_answered_with()
    {
        using var anybody = house.With(null);
        var said = (await anybody.PostAsync("/api/v1/public/service/complaints", new { summary = "The lid leaks" })).Expect(HttpStatusCode.Created);
        var link = new Uri((string)said["statusLink"]!);
        Assert.Equal(new Uri(house.Url).Authority, link.Authority);
        Assert.Contains((string)said["number"]!, (await anybody.GetAsync(link.PathAndQuery)).Expect(HttpStatusCode.OK).Text);
    }
}
