using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, CrmPlatform.Gateway.GatewayHost.Build);
