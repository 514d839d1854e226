using CrmPlatform.ServiceDefaults.Hosting;

return CrmPlatform.Service.ComplaintsHost.Build(args).RunService(args);
